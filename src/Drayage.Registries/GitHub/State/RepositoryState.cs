using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Registries.GitHub.State;

/// <summary>Everything about one repository; kept as one document, replaced as a whole.</summary>
internal sealed record RepositoryState
{
    public const string TagPrefix = "refs/tags/";
    public const string BranchPrefix = "refs/heads/";

    public required string Owner { get; init; }

    public required string Name { get; init; }

    public required long Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string DefaultBranch { get; init; } = "main";

    /// <summary>Whether releases become immutable when they are published.</summary>
    public bool ImmutableReleases { get; init; }

    /// <summary>The last number given to a release or an asset.</summary>
    public long LastId { get; init; }

    public required ImmutableSortedDictionary<string, GitObject> Refs { get; init; }

    public ImmutableSortedDictionary<string, TagObject> TagObjects { get; init; } = ImmutableSortedDictionary<string, TagObject>.Empty;

    /// <summary>Oldest first.</summary>
    public ImmutableArray<Release> Releases { get; init; } = [];

    /// <summary>Tags of immutable releases, which no release can ever use again.</summary>
    public ImmutableSortedSet<string> BurnedTags { get; init; } = [];

    /// <summary>The release that was made the latest by name.</summary>
    public long? LatestReleaseId { get; init; }

    /// <summary>Trees that were made here, by id: their files by path.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, TreeFile>> Trees { get; init; } =
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, TreeFile>>.Empty;

    /// <summary>Commits that were made here → ids of their trees.</summary>
    public ImmutableSortedDictionary<string, string> CommitTrees { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<DispatchedEvent> Dispatches { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public ImmutableArray<Issue> Issues { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public ImmutableArray<Discussion> Discussions { get; init; } = [];

    /// <summary>The last number given to an issue or a discussion.</summary>
    public long LastNumber { get; init; }

    /// <summary>Whether nothing was done with it since it came into being.</summary>
    [JsonIgnore]
    public bool IsUntouched => LastId == 0 && Refs.Count == 1 && TagObjects.IsEmpty && Trees.IsEmpty && Dispatches.IsEmpty;

    public Release? Find(long releaseId) => Releases.FirstOrDefault(release => release.Id == releaseId);

    public Release? PublishedUnder(string tag) => Releases.FirstOrDefault(release => !release.Draft && release.TagName == tag);

    public RepositoryState Replace(Release release) =>
        this with { Releases = [.. Releases.Select(other => other.Id == release.Id ? release : other)] };

    public RepositoryState WithRef(string name, GitObject target) => this with { Refs = Refs.SetItem(name, target) };
}
