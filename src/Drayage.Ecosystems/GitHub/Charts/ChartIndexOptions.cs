using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.GitHub.Charts;

/// <summary>Where an index is and what its entry says besides the chart itself, as a consignment's options carry it.</summary>
internal sealed record ChartIndexOptions
{
    public required Uri Api { get; init; }

    public required string Branch { get; init; }

    /// <inheritdoc cref="ChartIndexSettings.Path"/>
    public required string Path { get; init; }

    /// <summary>Where people add the repository.</summary>
    public required Uri Site { get; init; }

    /// <summary>The chart's name.</summary>
    public required string Chart { get; init; }

    /// <summary><c>owner/name</c> of the repository whose release carries the chart.</summary>
    public required string Releases { get; init; }

    /// <summary>The tag of that release.</summary>
    public required string Tag { get; init; }

    /// <summary>When the chart was made: the time of its commit, so that the same release always writes the same entry. RFC 3339.</summary>
    public required string Created { get; init; }

    public static ChartIndexOptions Of(IReadOnlyDictionary<string, string> options) => new()
    {
        Api = new Uri(options["api"]),
        Branch = options["branch"],
        Path = options["path"],
        Site = new Uri(options["site"]),
        Chart = options["chart"],
        Releases = options["releases"],
        Tag = options["tag"],
        Created = options["created"],
    };

    public ImmutableSortedDictionary<string, string> ToOptions() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["api"] = Api.AbsoluteUri,
        ["branch"] = Branch,
        ["path"] = Path,
        ["site"] = Site.AbsoluteUri,
        ["chart"] = Chart,
        ["releases"] = Releases,
        ["tag"] = Tag,
        ["created"] = Created,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The repository that holds the index.</summary>
    public RepositorySite SiteOf(Consignment consignment, Uri? rehearsal) => new(RepositorySite.ApiOf(Api, rehearsal), consignment.Address);

    /// <summary>Where the chart is fetched.</summary>
    public Uri LocationOf(string artifact, Uri? rehearsal) => new RepositorySite(RepositorySite.ApiOf(Api, rehearsal), Releases).Download(Tag, artifact);
}
