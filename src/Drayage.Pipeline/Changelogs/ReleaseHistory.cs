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

    /// <param name="commits">Children before parents.</param>
    /// <param name="releases">Of one line, oldest first.</param>
    public ReleaseHistory(ImmutableArray<GitHistoryCommit> commits, ImmutableArray<ClassifiedTag> releases)
    {
        this.commits = commits;
        positions = new Dictionary<GitObjectId, int>(commits.Length);
        for (var position = 0; position < commits.Length; position++)
            positions.Add(commits[position].Commit.Id, position);
        owners = new int[commits.Length];
        Array.Fill(owners, Unreleased);
        var tagged = commits.Index().SelectMany(commit => commit.Item.Tags.Select(tag => (tag, commit.Index))).ToDictionary(tag => tag.tag, tag => tag.Index, StringComparer.Ordinal);
        Releases = [.. releases.Where(release => tagged.ContainsKey(release.Tag)).Select(release => new PastRelease(release, tagged[release.Tag]))];
        // From the oldest commit on, and of several tags of a commit the lowest version first: what is below a tag is given away already.
        foreach (var (index, release) in Releases.Index().OrderByDescending(release => release.Item.Position).ThenBy(release => release.Index))
            Give(release.Position, index);
    }

    /// <summary>Those that the history has, oldest version first.</summary>
    public ImmutableArray<PastRelease> Releases { get; }

    /// <summary>The commits that no release has, newest first.</summary>
    public IEnumerable<GitHistoryCommit> After() => Of(Unreleased);

    /// <summary>The commits that a release was the first to have, newest first.</summary>
    /// <param name="release">Its place in <see cref="Releases"/>.</param>
    public IEnumerable<GitHistoryCommit> Of(int release) => Enumerable.Range(0, commits.Length).Where(position => owners[position] == release).Select(position => commits[position]);

    /// <summary>The commits of several releases, newest first.</summary>
    public IEnumerable<GitHistoryCommit> Of(IReadOnlySet<int> releases) =>
        Enumerable.Range(0, commits.Length).Where(position => releases.Contains(owners[position])).Select(position => commits[position]);

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
