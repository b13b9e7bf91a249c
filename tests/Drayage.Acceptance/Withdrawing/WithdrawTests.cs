using System.Text.Json;
using Drayage.Acceptance.Images;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Withdrawing;

/// <summary>A release is taken back as far as its destinations allow, and what they do not allow is told to a person.</summary>
public sealed class WithdrawTests(TwoReleases two) : IClassFixture<TwoReleases>
{
    private const int Partial = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_go_back_to_the_release_before_and_the_rest_is_deleted()
    {
        await using var releases = await two.CopyAsync();
        var (before, own) = (await releases.DigestOfAsync("1.4.0"), await releases.DigestOfAsync("latest"));
        Assert.NotEqual(before, own);
        var changes = releases.Changes;

        var shown = (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--dry-run", "--json")).Ended(0).Json();
        (await releases.Drayage.RunAsync("withdraw", "v1.5.0")).Refused(1, "v1.5.0 was not withdrawn: nobody can be asked", "no terminal", "--yes");
        Assert.Equal(changes, releases.Changes);

        Assert.Equal("planned", StatusOf(shown, "ghcr/tide-image"));
        Assert.Contains(Steps(shown), step => step.GetProperty("effect").GetString() == "withdraw latest"
            && step.GetProperty("restored").GetString() == before && step.GetProperty("text").GetString()!.Contains("as its waybill says", StringComparison.Ordinal));
        var done = (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes", "--json")).Ended(0).Json();

        Assert.Equal("withdrawn", StatusOf(done, "ghcr/tide-image"));
        Assert.Equal("withdrawn", StatusOf(done, "github/v1.5.0"));
        await RequireWithdrawnAsync(releases, before);
        Assert.Equal("release.withdrawn", JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(releases.Root, "dist/files/dist/told/release.withdrawn-v1.5.0.json"), Cancellation)).RootElement.GetProperty("type").GetString());
        changes = releases.Changes;
        (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes")).Ended(0);
        Assert.Equal(changes, releases.Changes);
        Assert.Equal("withdrawn", StatusOf((await releases.Drayage.RunAsync("status", "--json")).Ended(0).Json(), "ghcr/tide-image"));
        (await releases.Drayage.RunAsync("resume")).Refused(1, "this release was withdrawn", "taken back", "release a new version");
        Assert.Equal(changes, releases.Changes);
    }

    [Fact]
    public async Task An_older_release_goes_without_moving_what_is_newer_and_a_first_one_takes_its_names_along()
    {
        await using var releases = await two.CopyAsync();
        var newest = await releases.DigestOfAsync("latest");

        // From the history: the last release is another one.
        (await releases.Drayage.RunAsync("withdraw", "v1.4.0", "--yes")).Ended(0);

        Assert.Equal(newest, await releases.DigestOfAsync("latest"));
        Assert.Equal(newest, await releases.DigestOfAsync("1"));
        Assert.Null(await releases.DigestOfAsync("1.4"));
        Assert.Null(await releases.DigestOfAsync("1.4.0"));
        (await releases.Drayage.RunAsync("verify")).Ended(0);

        (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes")).Ended(0);

        Assert.Null(await releases.DigestOfAsync("latest"));
        Assert.Null(await releases.DigestOfAsync("1.5.0"));
    }

    [Fact]
    public async Task Where_nothing_can_be_deleted_names_still_go_back_and_the_rest_is_left_to_a_person()
    {
        var fault = new SwitchedFault(new ForbiddenDeletion());
        await using var releases = await two.CopyAsync(fault);
        var before = await releases.DigestOfAsync("1.4.0");
        fault.IsOn = true;

        (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes")).Refused(
            Partial, "destination ghcr: tag ghcr.io/example/tide:1.5", "405", "gh api /orgs/example/packages/container/tide/versions");
        Assert.Equal(before, await releases.DigestOfAsync("latest"));
        Assert.Equal(before, await releases.DigestOfAsync("1"));

        fault.IsOn = false;
        (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes")).Ended(0);
        await RequireWithdrawnAsync(releases, before);
    }

    [Fact]
    public async Task A_Python_index_is_left_to_a_person_with_the_exact_address()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync(PythonSources.AddTo);
        (await repository.ReleaseAsync(registry)).Ended(0);

        var outcome = (await repository.Drayage.Against(registry).RunAsync("withdraw", "v1.4.0", "--yes")).Ended(Partial);

        Assert.Contains("left to you: yank tide-client 1.4.0", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("https://pypi.org/manage/project/tide-client/release/1.4.0/", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_somebody_types_is_agreement_and_another_is_not()
    {
        await using var releases = await two.CopyAsync();

        (await releases.Drayage.RunOnTerminalAsync("v1.4.0", "withdraw", "v1.5.0")).Ended(1);
        Assert.True(await releases.HasReleaseAsync("v1.5.0"));

        (await releases.Drayage.RunOnTerminalAsync("v1.5.0", "withdraw", "v1.5.0")).Ended(0);
        Assert.False(await releases.HasReleaseAsync("v1.5.0"));
    }

    [Fact]
    public async Task Without_anything_of_the_release_its_waybill_is_fetched_and_named()
    {
        await using var releases = await two.CopyAsync();
        var before = await releases.DigestOfAsync("1.4.0");
        using var elsewhere = new TemporaryDirectory();
        using var client = releases.Registry.NewClient(authenticated: false);
        await File.WriteAllBytesAsync(elsewhere["waybill.json"], await client.GetByteArrayAsync("example/tide/releases/download/v1.5.0/waybill.dsse.json", Cancellation), Cancellation);
        Directory.Delete(Path.Combine(releases.Root, "dist"), recursive: true);

        (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes")).Refused(2, "there is no waybill of v1.5.0 here", "nothing", "--waybill FILE --key PUBLIC-KEY");
        (await releases.Drayage.RunAsync("withdraw", "v1.4.0", "--yes", "--waybill", elsewhere["waybill.json"], "--key", two.PublicKey)).Refused(2, "the waybill is not of v1.4.0", "v1.5.0", "name the waybill");
        (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes", "--waybill", elsewhere["waybill.json"], "--key", two.PublicKey)).Ended(0);

        await RequireWithdrawnAsync(releases, before);
    }

    [Fact]
    public async Task A_machine_without_the_waybill_fetches_it_from_the_release_and_keeps_it()
    {
        await using var releases = await two.CopyAsync();
        var before = await releases.DigestOfAsync("1.4.0");
        Directory.Delete(Path.Combine(releases.Root, "dist"), recursive: true);
        var changes = releases.Changes;
        (await releases.Drayage.RunAsync("withdraw", "v9.9.9", "--yes", "--key", two.PublicKey)).Refused(1, "release v9.9.9 of example/tide cannot be fetched", "no such release", "--repository");
        using var other = new SealingKey();
        await other.ArgumentsAsync(releases.Drayage);
        (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes", "--key", other.PublicPath)).Refused(1, "signature", "", "");
        Assert.Equal(changes, releases.Changes);

        (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes", "--key", two.PublicKey)).Ended(0);

        await RequireWithdrawnAsync(releases, before);
        changes = releases.Changes;
        // Its GitHub release is gone by now.
        (await releases.Drayage.RunAsync("withdraw", "v1.5.0", "--yes")).Ended(0);
        Assert.Equal(changes, releases.Changes);
    }

    internal static async Task RequireWithdrawnAsync(ReleasedCopy releases, string? before)
    {
        Assert.NotNull(before);
        Assert.Equal(before, await releases.DigestOfAsync("latest"));
        Assert.Equal(before, await releases.DigestOfAsync("1"));
        Assert.Equal(before, await releases.DigestOfAsync("1.4.0"));
        Assert.Null(await releases.DigestOfAsync("1.5"));
        Assert.Null(await releases.DigestOfAsync("1.5.0"));
        Assert.False(await releases.HasReleaseAsync("v1.5.0"));
        Assert.True(await releases.HasReleaseAsync("v1.4.0"));
    }

    private static IEnumerable<JsonElement> Steps(JsonElement told) =>
        told.GetProperty("consignments").EnumerateArray().SelectMany(consignment => consignment.GetProperty("steps").EnumerateArray());

    private static string? StatusOf(JsonElement told, string consignment) =>
        told.GetProperty("consignments").EnumerateArray().Single(c => c.GetProperty("id").GetString() == consignment).GetProperty("status").GetString();
}
