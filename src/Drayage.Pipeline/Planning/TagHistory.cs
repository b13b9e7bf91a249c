using System.Collections.Immutable;
using Drayage.Model.Versions;
using Drayage.Model.Versions.Tags;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Planning;

/// <summary>
/// The releases that the repository's tags name, by version line: the shared line, or a component's own. Tags belong to a line
/// by anchored pattern, never by prefix.
/// </summary>
internal sealed class TagHistory
{
    /// <summary>The line of all components without a version of their own. No component id holds a space.</summary>
    public const string SharedLine = "the project";

    private readonly ImmutableArray<ExistingTag> tags;
    private readonly Dictionary<string, TagPattern> patterns;
    private readonly TagClassification classified;
    private readonly Func<string?, int?> commitsSince;

    public TagHistory(PlanRequest request)
        : this(request.Settings, request.Tags, request.CommitsSince)
    {
    }

    /// <param name="settings">The components with their tag templates.</param>
    /// <param name="tags">The repository's tags.</param>
    /// <param name="commitsSince">How many commits the released one has that an earlier one has not.</param>
    public TagHistory(ProjectSettings settings, ImmutableArray<ExistingTag> tags, Func<string?, int?> commitsSince)
    {
        this.tags = tags;
        this.commitsSince = commitsSince;
        patterns = settings.Components
            .GroupBy(LineOf, StringComparer.Ordinal)
            .ToDictionary(line => line.Key, line => TagPattern.Parse(line.First().Tag, line.Key), StringComparer.Ordinal);
        TagClassification.RefuseAmbiguity(patterns.Values);
        classified = TagClassification.Classify(tags.Select(t => t.Name), patterns.Values);
    }

    public static string LineOf(ComponentSettings component) => component.OwnVersion is null ? SharedLine : component.Id.Text;

    public TagPattern PatternOf(string line) => patterns[line];

    /// <summary>Versions that the line's tags name, oldest first.</summary>
    public ImmutableArray<ClassifiedTag> Releases(string line) => classified.Of(line);

    /// <summary>The line that a tag belongs to, with its version; null for a tag of no line.</summary>
    public (string Line, ReleaseVersion Version)? Owner(string tag) =>
        patterns.Where(p => p.Value.TryMatch(tag, out _)).Select(p => p.Key).ToArray() is [var line] && patterns[line].TryMatch(tag, out var version)
            ? (line, version)
            : null;

    public string? CommitOf(string tag) => tags.FirstOrDefault(t => t.Name == tag)?.Commit;

    /// <summary>The named tag, or else the newest tag of the line at a commit.</summary>
    public ClassifiedTag? At(string line, string? tag, string commit) =>
        Releases(line).LastOrDefault(r => r.Tag == tag) ?? Releases(line).LastOrDefault(r => CommitOf(r.Tag) == commit);

    /// <summary>
    /// A version above the newest release that no release will carry: the next patch as a development version, with the number of
    /// commits since, where history tells it.
    /// </summary>
    public ReleaseVersion NextDevelopmentVersion(string line)
    {
        var newest = classified.Newest(line, preReleases: true)?.Version;
        var core = newest?.Core ?? [0, 0, 0];
        var (major, minor, patch) = (core[0], core.ElementAtOrDefault(1), core.ElementAtOrDefault(2));
        if (newest is not null)
            patch += 1;
        var commits = commitsSince(newest is null ? null : CommitOf(Releases(line)[^1].Tag));
        return ReleaseVersion.Parse($"{major}.{minor}.{patch}-dev{(commits is > 0 ? $".{commits}" : "")}", VersionScheme.Semantic);
    }
}
