using System.Text.Json.Nodes;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Verification;

/// <summary>What <c>verify</c> finds out, from the waybill, a public key and the network alone.</summary>
public sealed class VerificationTests : IAsyncLifetime
{
    private const int Mismatch = 1;

    private readonly TemporaryDirectory elsewhere = new();
    private RegistryFixture registry = null!;
    private MiniRepository repository = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync();
        repository = await MiniRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        File.Copy(repository.WaybillPath, elsewhere["waybill.dsse.json"]);
        File.Copy(repository.PublicKeyPath, elsewhere["tide.pub"]);
    }

    public async ValueTask DisposeAsync()
    {
        repository.Dispose();
        elsewhere.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_stranger_verifies_and_writes_nothing()
    {
        var verified = (await StrangerAsync("--json")).Ended(0).Json();

        Assert.True(verified.GetProperty("verified").GetBoolean());
        // Four assets and the publishing; the image, the waybill beside it and its four tags.
        Assert.Equal(11, verified.GetProperty("findings").GetArrayLength());
        Assert.Equal(["tide.pub", "waybill.dsse.json"], Directory.GetFileSystemEntries(elsewhere.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Verifying_needs_no_secret()
    {
        // Any token will do where none is looked at.
        (await new BuiltDrayage(elsewhere.Path).Against(registry.Address, "no-token").RunAsync("verify", "waybill.dsse.json", "--key", "tide.pub")).Ended(0);
    }

    [Fact]
    public async Task A_waybill_that_was_changed_is_refused()
    {
        var envelope = JsonNode.Parse(await File.ReadAllTextAsync(elsewhere["waybill.dsse.json"], Cancellation))!;
        var payload = Convert.FromBase64String(envelope["payload"]!.GetValue<string>());
        var changed = System.Text.Encoding.UTF8.GetString(payload).Replace("1.4.0", "1.4.1", StringComparison.Ordinal);
        envelope["payload"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(changed));
        await File.WriteAllTextAsync(elsewhere["waybill.dsse.json"], envelope.ToJsonString(), Cancellation);

        (await StrangerAsync()).Refused(Mismatch, "waybill.dsse.json: the signature does not hold", "checked with", "do not use these files");
    }

    [Fact]
    public async Task A_waybill_of_another_key_is_refused()
    {
        (await repository.Drayage.RunAsync("key", "generate", "--out", elsewhere["other.key"])).Ended(0);
        File.Move(elsewhere["other.key.pub"], elsewhere["tide.pub"], overwrite: true);

        (await StrangerAsync()).Refused(Mismatch, "waybill.dsse.json: the signature does not hold", "signed by", "get the public key from the project itself");
    }

    [Fact]
    public async Task A_waybill_that_is_no_waybill_is_refused()
    {
        await File.WriteAllTextAsync(elsewhere["waybill.dsse.json"], "{ \"payload\": 4", Cancellation);

        var outcome = await StrangerAsync();

        Assert.NotEqual(70, outcome.ExitCode);
        outcome.Refused(outcome.ExitCode, "waybill.dsse.json", "", "");
    }

    [Fact]
    public async Task An_artifact_that_was_changed_is_named_with_both_digests()
    {
        var altered = repository.Directory["dist", "artifacts", "tide-1.4.0-linux-arm64.tar.gz"];
        var digest = await DigestAsync(altered);
        File.SetUnixFileMode(altered, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.AppendAllTextAsync(altered, "x", Cancellation);

        var outcome = (await repository.Drayage.Against(registry).RunAsync("verify", "--offline")).Ended(Mismatch);

        var line = Assert.Single(outcome.Output.Split('\n'), line => line.StartsWith("differs", StringComparison.Ordinal));
        Assert.Contains("tide-1.4.0-linux-arm64.tar.gz", line, StringComparison.Ordinal);
        Assert.Contains(digest, line, StringComparison.Ordinal);
        Assert.Contains(await DigestAsync(altered), line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asset_that_is_gone_from_its_destination_is_named()
    {
        using var client = registry.NewClient();
        var assets = JsonNode.Parse(await client.GetStringAsync("api/v3/repos/example/tide/releases/tags/v1.4.0", Cancellation))!["assets"]!.AsArray();
        var sums = assets.Single(asset => asset!["name"]!.GetValue<string>() == "SHA256SUMS")!["id"]!.GetValue<long>();
        (await client.DeleteAsync($"api/v3/repos/example/tide/releases/assets/{sums}", Cancellation)).EnsureSuccessStatusCode();

        var outcome = (await StrangerAsync()).Ended(Mismatch);

        Assert.Contains("SHA256SUMS", Assert.Single(outcome.Output.Split('\n'), line => line.StartsWith("differs", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waybill_that_is_gone_from_beside_its_image_is_named()
    {
        using var client = registry.NewClient();
        var statement = JsonNode.Parse(Convert.FromBase64String(JsonNode.Parse(await File.ReadAllTextAsync(elsewhere["waybill.dsse.json"], Cancellation))!["payload"]!.GetValue<string>()))!;
        var image = statement["predicate"]!["consignments"]!.AsArray().Single(consignment => consignment!["kind"]!.GetValue<string>() == "oci")!;
        var digest = image["effects"]!.AsArray().Select(effect => effect!["digest"]?.GetValue<string>()).First(found => found is not null);
        var path = $"v2/{image["address"]!.GetValue<string>()}";
        var referrers = JsonNode.Parse(await client.GetStringAsync($"{path}/referrers/{digest}", Cancellation))!["manifests"]!.AsArray();
        var attached = Assert.Single(referrers)!;
        Assert.Equal("application/vnd.dsse.envelope.v1+json", attached["artifactType"]!.GetValue<string>());
        (await client.DeleteAsync($"{path}/manifests/{attached["digest"]!.GetValue<string>()}", Cancellation)).EnsureSuccessStatusCode();

        var outcome = (await StrangerAsync()).Ended(Mismatch);

        var line = Assert.Single(outcome.Output.Split('\n'), line => line.StartsWith("differs", StringComparison.Ordinal));
        Assert.Contains("waybill.dsse.json", line, StringComparison.Ordinal);
    }

    private Task<CommandOutcome> StrangerAsync(params string[] arguments) =>
        new BuiltDrayage(elsewhere.Path).Against(registry).RunAsync(["verify", "waybill.dsse.json", "--key", "tide.pub", .. arguments]);

    private static async Task<string> DigestAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file, Cancellation));
    }
}
