using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.GitHub.Tags;

/// <summary>A tag that is made once its release is published, as a consignment's options carry it.</summary>
internal sealed record TagOptions
{
    public required Uri Api { get; init; }

    public required string Tag { get; init; }

    /// <summary>Full id of the commit to tag.</summary>
    public required string Commit { get; init; }

    /// <summary>Of the annotated tag.</summary>
    public required string Message { get; init; }

    public static TagOptions Of(IReadOnlyDictionary<string, string> options) => new()
    {
        Api = new Uri(options["api"]),
        Tag = options["tag"],
        Commit = options["commit"],
        Message = options["message"],
    };

    public ImmutableSortedDictionary<string, string> ToOptions() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ConsignmentForm.Option] = ConsignmentForm.Tag,
        ["api"] = Api.AbsoluteUri,
        ["tag"] = Tag,
        ["commit"] = Commit,
        ["message"] = Message,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public RepositorySite SiteOf(Consignment consignment, Uri? rehearsal) => new(RepositorySite.ApiOf(Api, rehearsal), consignment.Address);
}
