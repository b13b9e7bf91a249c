using System.Collections.Immutable;
using Drayage.Model.Versions.Tags;
using Drayage.Platform.Git;

namespace Drayage.Pipeline.Changelogs;

/// <summary>Gives each commit of a history to the first release that has it.</summary>
internal sealed class ReleaseHistory
{
    private const int Unreleased = -1;

    private readonly ImmutableArray<GitHistoryCommit> commits;
    private readonly Dictionary<GitObjectId, int> positions;
    private readonly int[] owners;
    private readonly Dictionary<int, List<GitHistoryCommit>> owned = [];

    /// <param name="commits">Children before parents.</param>
    /// <param name="releases">Of one line, oldest first.</param>
    public ReleaseHistory(ImmutableArray<GitHistoryCommit> commits, ImmutableArray<ClassifiedTag> releases)
    {
        this.commits = commits;
        positions = new Dictionary<GitObjectId, int>(commits.Length);
        var tagged = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var position = 0; position < commits.Length; position++)
        {
            positions.Add(commits[position].Commit.Id, position);
            foreach (var tag in commits[position].Tags)
                tagged.Add(tag, position);
        }

        owners = new int[commits.Length];
        Array.Fill(owners, Unreleased);
        Releases = [.. releases.Where(release => tagged.ContainsKey(release.Tag)).Select(release => new PastRelease(release, tagged[release.Tag]))];
        // From the oldest commit on, and of several tags of a commit the lowest version first: what is below a tag is given away already.
        foreach (var release in Enumerable.Range(0, Releases.Length).OrderByDescending(release => Releases[release].Position).ThenBy(release => release))
            Give(Releases[release].Position, release);
        for (var position = 0; position < commits.Length; position++)
        {
            if (!owned.TryGetValue(owners[position], out var own))
                owned.Add(owners[position], own = []);
            own.Add(commits[position]);
        }
    }

    /// <summary>Those that the history has, oldest version first.</summary>
    public ImmutableArray<PastRelease> Releases { get; }

    /// <summary>The commits that no release has, newest first.</summary>
    public IEnumerable<GitHistoryCommit> After() => Of(Unreleased);

    /// <summary>The commits that a release was the first to have, newest first.</summary>
    /// <param name="release">Its place in <see cref="Releases"/>.</param>
    public IEnumerable<GitHistoryCommit> Of(int release) => owned.TryGetValue(release, out var own) ? own : [];

    /// <summary>The commits of several releases, newest first.</summary>
    public IEnumerable<GitHistoryCommit> Of(IReadOnlySet<int> releases) =>
        releases.SelectMany(Of).OrderBy(commit => positions[commit.Commit.Id]);

    private void Give(int from, int release)
    {
        var pending = new Stack<int>([from]);
        while (pending.TryPop(out var position))
        {
            if (owners[position] != Unreleased)
                continue;
            owners[position] = release;
            foreach (var parent in commits[position].Commit.Parents)
            {
                // Beyond the end of a shallow clone.
                if (positions.TryGetValue(parent, out var at))
                    pending.Push(at);
            }
        }
    }
}

/// <summary>A release that a history has.</summary>
/// <param name="Position">Of its commit in the history.</param>
internal sealed record PastRelease(ClassifiedTag Release, int Position);
