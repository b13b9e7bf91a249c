using Drayage.Acceptance.Withdrawing;
using Xunit;

namespace Drayage.Acceptance.Checking;

/// <summary>The points of <c>drayage check</c> that ask destinations, in a repository that has released before.</summary>
public sealed class ReleasedChecklistTests(TwoReleases two) : IClassFixture<TwoReleases>
{
    [Fact]
    public async Task The_last_release_is_read_back_and_destinations_are_asked()
    {
        await using var releases = await two.CopyAsync();

        var points = await CheckAsync(releases, 0);

        points.Require("previous-release", "good");
        Assert.Matches(@"^v1\.\d\.0: (\d+) of \1 findings hold$", points.EvidenceOf("previous-release"));
        points.Require("destinations", "good");
        Assert.EndsWith("would be taken", points.EvidenceOf("destinations"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_longer_served_and_what_would_be_refused_is_bad()
    {
        await using var releases = await two.CopyAsync();
        using var client = releases.Registry.NewClient();
        using var answer = await client.DeleteAsync("v2/ghcr.io/example/tide/manifests/1.4.0", TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();

        var points = await CheckAsync(releases, 1);

        points.Require("previous-release", "bad");
    }

    private static async Task<CheckedPoints> CheckAsync(ReleasedCopy releases, int exitCode) =>
        new((await releases.Drayage.RunAsync("check", "--json", "--only", "previous-release", "--only", "destinations")).Ended(exitCode));
}
