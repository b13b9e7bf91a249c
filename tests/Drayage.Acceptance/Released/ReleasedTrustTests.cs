using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Released;

/// <summary>A machine of phase 2 acts on what the project signed, and on nothing else. Whatever is wrong, nothing is sent.</summary>
public sealed class ReleasedTrustTests : IAsyncLifetime
{
    private const int Refused = 1;

    private RegistryFixture registry = null!;
    private MiniRepository repository = null!;
    private Stranger stranger = null!;
    private int sent;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync();
        repository = await PhasedRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        stranger = new Stranger(repository.PublicKeyPath);
    }

    public async ValueTask DisposeAsync()
    {
        stranger.Dispose();
        repository.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task An_artifact_that_was_replaced_is_refused_with_both_digests()
    {
        var name = "tide-1.4.0-linux-amd64.tar.gz";
        var digest = PhasedRepository.Predicate(repository.WaybillPath)["artifacts"]!.AsArray().Single(a => a!["name"]!.GetValue<string>() == name)!["digest"]!.GetValue<string>();
        await ReplaceAssetAsync(name, "not what was released"u8.ToArray());

        (await ImagesAsync()).Refused(Refused, $"artifact {name} is not what the waybill states", digest, "nothing was sent");

        AssertNothingSent();
    }

    [Fact]
    public async Task A_waybill_that_was_changed_is_refused()
    {
        var envelope = JsonNode.Parse(await File.ReadAllTextAsync(repository.WaybillPath, Cancellation))!;
        var payload = Encoding.UTF8.GetString(Convert.FromBase64String(envelope["payload"]!.GetValue<string>()));
        envelope["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(payload.Replace("/usr/bin/tide", "/usr/bin/evil", StringComparison.Ordinal)));
        await ReplaceAssetAsync("waybill.dsse.json", Encoding.UTF8.GetBytes(envelope.ToJsonString()));

        (await ImagesAsync()).Refused(Refused, "the signature does not hold", "signed by", "do not use these files");

        AssertNothingSent();
    }

    [Fact]
    public async Task Another_key_or_digest_is_refused()
    {
        using var other = new SealingKey();
        _ = await other.ArgumentsAsync(repository.Drayage);
        using var misled = new Stranger(other.PublicPath);
        sent = Stranger.ChangesOf(registry).Length;
        (await misled.RunAsync(registry, ["images", .. PhasedRepository.Release])).Refused(Refused, "the signature does not hold", "checked with", "get the public key from the project itself");

        var pinned = "sha256:" + new string('0', 64);
        (await ImagesAsync("--waybill-digest", pinned)).Refused(Refused, "is not the waybill that was asked for", pinned, "nothing was sent");

        AssertNothingSent();
    }

    [Fact]
    public async Task A_waybill_of_an_older_release_is_refused_although_it_is_signed()
    {
        var older = await File.ReadAllBytesAsync(repository.WaybillPath, Cancellation);
        await File.WriteAllTextAsync(repository.Directory["VERSION"], "1.5.0\n", Cancellation);
        await repository.CommitAsync("Release 1.5.0");
        (await repository.ReleaseAsync(registry)).Ended(0);
        await ReplaceAssetAsync("waybill.dsse.json", older, "v1.5.0");

        var outcome = await stranger.RunAsync(registry, "images", "--from-release", "v1.5.0", "--repository", "example/tide");

        outcome.Refused(Refused, "is about another release than v1.5.0", "v1.4.0", "nothing was sent");
        AssertNothingSent();
    }

    [Fact]
    public async Task What_is_asked_must_be_there()
    {
        (await ImagesAsync("--only", "ghrc")).Refused(2, "--only: 'ghrc' is no component, destination or consignment of this release", "ghcr/tide-image", "did you mean 'ghcr'?");
        (await stranger.RunAsync(registry, "images", "--from-release", "v9.9.9", "--repository", "example/tide"))
            .Refused(Refused, "the waybill of release v9.9.9 of example/tide cannot be fetched", "there is no such release", "check --repository and the tag");
        (await stranger.RunAsync(registry, "images", "--from-release", "v1.4.0")).Refused(2, "nothing says whose release v1.4.0 is", "taken for a tag", "--repository OWNER/NAME");
        (await stranger.At(registry.Address).RunAsync(["images", .. PhasedRepository.Release])).Refused(2, "no public key", "worth what its signature is worth", "--key FILE");
    }

    private Task<CommandOutcome> ImagesAsync(params string[] more)
    {
        sent = Stranger.ChangesOf(registry).Length;
        return stranger.RunAsync(registry, ["images", .. PhasedRepository.Release, .. more]);
    }

    private void AssertNothingSent()
    {
        var images = Stranger.ChangesOf(registry).Where(change => change.Contains("/v2/", StringComparison.Ordinal));
        Assert.Empty(images);
        Assert.True(sent == 0 || Stranger.ChangesOf(registry).Length == sent, string.Join('\n', Stranger.ChangesOf(registry)));
    }

    /// <summary>What somebody does who can write to the release and has no key.</summary>
    private async Task ReplaceAssetAsync(string name, byte[] bytes, string tag = PhasedRepository.Tag)
    {
        using var client = registry.NewClient();
        var release = JsonNode.Parse(await client.GetStringAsync($"api/v3/repos/example/tide/releases/tags/{tag}", Cancellation))!;
        var id = release["assets"]!.AsArray().Single(asset => asset!["name"]!.GetValue<string>() == name)!["id"]!.GetValue<long>();
        (await client.DeleteAsync($"api/v3/repos/example/tide/releases/assets/{id}", Cancellation)).EnsureSuccessStatusCode();
        var upload = release["upload_url"]!.GetValue<string>();
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        (await client.PostAsync($"{upload[..upload.IndexOf('{', StringComparison.Ordinal)]}?name={name}", content, Cancellation)).EnsureSuccessStatusCode();
    }
}
