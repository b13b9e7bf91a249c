using Drayage.Registries.GitHub.State;

namespace Drayage.Registries.GitHub.Rules;

/// <summary>Which release is the latest: the one last made so, else the newest that is neither draft nor prerelease.</summary>
internal static class LatestRelease
{
    public static Release? Of(RepositoryState state) =>
        Candidates(state).FirstOrDefault(release => release.Id == state.LatestReleaseId)
        ?? Newest(Candidates(state));

    /// <param name="choice">The request's <c>make_latest</c>: <c>true</c>, <c>false</c> or <c>legacy</c>, which leaves it to the dates.</param>
    public static RepositoryState Choose(RepositoryState state, Release release, string choice) => choice switch
    {
        _ when release.Prerelease => state,
        "true" => state with { LatestReleaseId = release.Id },
        "false" => state with { LatestReleaseId = Besides(state, release)?.Id },
        _ => state with { LatestReleaseId = null },
    };

    private static Release? Besides(RepositoryState state, Release release)
    {
        var others = Candidates(state).Where(other => other.Id != release.Id).ToList();
        return others.Find(other => other.Id == state.LatestReleaseId) ?? Newest(others);
    }

    private static Release? Newest(IEnumerable<Release> releases) => releases.MaxBy(release => (release.CreatedAt, release.Id));

    private static IEnumerable<Release> Candidates(RepositoryState state) =>
        state.Releases.Where(release => release is { Draft: false, Prerelease: false });
}
