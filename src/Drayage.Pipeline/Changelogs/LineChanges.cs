using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model.Versions;
using Drayage.Model.Versions.Tags;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Planning;
using Drayage.Platform.Git;

namespace Drayage.Pipeline.Changelogs;

/// <summary>The changes of one version line, release by release, from a history that was read once.</summary>
public sealed class LineChanges
{
    private readonly ProjectSettings project;
    private readonly ImmutableArray<ComponentSettings> members;
    private readonly ImmutableArray<GitHistoryCommit> commits;
    private readonly ReleaseHistory history;
    private readonly ImmutableArray<Regex> skipped;
    private readonly ChangePaths paths;

    private LineChanges(ProjectSettings project, ImmutableArray<ComponentSettings> members, bool isOfComponent, ImmutableArray<GitHistoryCommit> commits, TagHistory tags)
    {
        this.project = project;
        this.members = members;
        this.commits = commits;
        history = new ReleaseHistory(commits, tags.Releases(TagHistory.LineOf(members[0])));
        skipped = [.. project.Changelog.Skip.Select(pattern => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))];
        paths = ChangePaths.Of(project, members, isOfComponent);
    }

    /// <summary>The component with a version of its own, or the first of those that share one.</summary>
    public ComponentSettings First => members[0];

    /// <summary>The newest version that a tag of the history names; null before the first one.</summary>
    public ClassifiedTag? Newest => history.Releases.IsEmpty ? null : history.Releases[^1].Release;

    /// <param name="project">The project.</param>
    /// <param name="members">Components that share a version, or one of them.</param>
    /// <param name="isOfComponent">Whether only changes below the one component's paths count, though it shares its version.</param>
    /// <param name="commits">The history of the commit that the change log is about.</param>
    public static LineChanges Of(
        ProjectSettings project, ImmutableArray<ComponentSettings> members, bool isOfComponent, ImmutableArray<GitHistoryCommit> commits)
    {
        ImmutableArray<ExistingTag> tags = [.. commits.SelectMany(commit => commit.Tags.Select(tag => new ExistingTag(tag, commit.Commit.Id.Hex)))];
        return new LineChanges(project, members, isOfComponent, commits, new TagHistory(project, tags, _ => null));
    }

    /// <summary>What came after the last tag.</summary>
    /// <param name="version">The version that it will have; null where nobody knows yet.</param>
    public ReleaseChanges Unreleased(ReleaseVersion? version)
    {
        var folded = version is { IsPreRelease: false } && project.Changelog.FoldsPreReleases ? PreReleasesBelow(history.Releases.Length) : [];
        var before = history.Releases.Length - 1 - folded.Count;
        return new ReleaseChanges
        {
            Version = version,
            Tag = version is null ? null : TagOf(version),
            Previous = before < 0 ? null : history.Releases[before].Release.Tag,
            Date = commits[0].Commit.CommitTime,
            Commit = commits[0].Commit.Id.Hex,
            Changes = Read(folded.Count == 0 ? history.After() : history.After().Concat(history.Of(folded))),
        };
    }

    /// <summary>What came with a version: of its tag, or else what came after the last one.</summary>
    public ReleaseChanges Of(ReleaseVersion version) => Find(version) is { } index ? Released(index) : Unreleased(version);

    /// <summary>Whether a tag of the history names the version.</summary>
    public bool Has(ReleaseVersion version) => Find(version) is not null;

    /// <summary>The tag that a version has, or will have.</summary>
    public string TagOf(ReleaseVersion version) => TagPattern.Parse(First.Tag, TagHistory.LineOf(First)).Format(version);

    /// <summary>Tells of every release, newest first. Pre-releases that a full release tells of again are not among them.</summary>
    /// <param name="tell">Called for several releases at once.</param>
    public async Task<ImmutableArray<T>> AllAsync<T>(Func<ReleaseChanges, T> tell, CancellationToken cancellationToken)
    {
        const int together = 16;
        var parts = Told().Chunk(together).Select(part => Task.Run(() => part.Select(index => tell(Released(index))).ToArray(), cancellationToken));
        return [.. (await Task.WhenAll(parts)).SelectMany(told => told)];
    }

    private IEnumerable<int> Told()
    {
        for (var index = history.Releases.Length - 1; index >= 0; index--)
        {
            yield return index;
            if (project.Changelog.FoldsPreReleases && !history.Releases[index].Release.Version.IsPreRelease)
                index -= PreReleasesBelow(index).Count;
        }
    }

    private ReleaseChanges Released(int index)
    {
        var (release, commit) = (history.Releases[index].Release, commits[history.Releases[index].Position].Commit);
        var told = !release.Version.IsPreRelease && project.Changelog.FoldsPreReleases ? PreReleasesBelow(index) : [];
        var before = index - 1 - told.Count;
        return new ReleaseChanges
        {
            Version = release.Version,
            Tag = release.Tag,
            Previous = before < 0 ? null : history.Releases[before].Release.Tag,
            Date = commit.CommitTime,
            Commit = commit.Id.Hex,
            Changes = Read(told.Count == 0 ? history.Of(index) : history.Of(told.Append(index).ToHashSet())),
        };
    }

    /// <summary>The pre-releases directly below a release.</summary>
    private HashSet<int> PreReleasesBelow(int index)
    {
        var below = new HashSet<int>();
        for (var at = index - 1; at >= 0 && history.Releases[at].Release.Version.IsPreRelease; at--)
            below.Add(at);
        return below;
    }

    private ImmutableArray<Change> Read(IEnumerable<GitHistoryCommit> from)
    {
        ImmutableArray<Change> changes =
        [
            .. from.Where(commit => commit.Commit.Parents.Length < 2
                    && paths.Take(commit.Paths)
                    && !skipped.Any(pattern => pattern.IsMatch(commit.Commit.Subject)))
                .Select(commit => Change.Of(commit.Commit)),
        ];
        // A change and what took it back within one release are nothing to its users.
        var reverts = changes.SelectMany(change => change.Reverted.Select(id => (Id: id, change))).ToLookup(revert => revert.Id, revert => revert.change, StringComparer.Ordinal);
        if (reverts.Count == 0)
            return changes;
        var gone = changes.Where(change => reverts.Contains(change.Commit.Id.Hex)).SelectMany(change => reverts[change.Commit.Id.Hex].Append(change)).ToHashSet();
        return [.. changes.Where(change => !gone.Contains(change))];
    }

    private int? Find(ReleaseVersion version) =>
        history.Releases.Index().Where(release => release.Item.Release.Version.Equals(version)).Select(release => (int?)release.Index).FirstOrDefault();
}
