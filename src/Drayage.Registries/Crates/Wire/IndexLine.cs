using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Registries.Crates.Wire;

/// <summary>One version in the index (doc.rust-lang.org/cargo/reference/registry-index.html#json-schema).</summary>
internal sealed record IndexLine
{
    private const string NewSyntax = "dep:";

    public required string Name { get; init; }

    public required string Vers { get; init; }

    public required ImmutableArray<IndexDependency> Deps { get; init; }

    /// <summary>SHA-256 of the .crate file, lower-case hex.</summary>
    public required string Cksum { get; init; }

    public required ImmutableSortedDictionary<string, ImmutableArray<string>> Features { get; init; }

    public bool Yanked { get; init; }

    public string? Links { get; init; }

    public string? RustVersion { get; init; }

    /// <summary>Features in a syntax that clients before 1.60 cannot read.</summary>
    [JsonPropertyName("features2")]
    public ImmutableSortedDictionary<string, ImmutableArray<string>>? NewFeatures { get; init; }

    /// <summary>2 where <see cref="NewFeatures"/> stand.</summary>
    public int? V { get; init; }

    public static IndexLine Of(PublishedMetadata metadata, string cksum)
    {
        var older = metadata.Features.Where(feature => !IsNew(feature.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var newer = metadata.Features.Where(feature => IsNew(feature.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new IndexLine
        {
            Name = metadata.Name,
            Vers = metadata.Vers,
            Deps = [.. metadata.Deps.Select(IndexDependency.Of)],
            Cksum = cksum,
            Features = older,
            Links = metadata.Links,
            RustVersion = metadata.RustVersion,
            NewFeatures = newer.IsEmpty ? null : newer,
            V = newer.IsEmpty ? null : 2,
        };
    }

    private static bool IsNew(ImmutableArray<string> values) =>
        values.Any(value => value.StartsWith(NewSyntax, StringComparison.Ordinal) || value.Contains("?/", StringComparison.Ordinal));
}

/// <summary>A dependency in the index.</summary>
internal sealed record IndexDependency
{
    /// <summary>The name that it has in the manifest.</summary>
    public required string Name { get; init; }

    public required string Req { get; init; }

    public required ImmutableArray<string> Features { get; init; }

    public required bool Optional { get; init; }

    public required bool DefaultFeatures { get; init; }

    public string? Target { get; init; }

    public required string Kind { get; init; }

    public string? Registry { get; init; }

    /// <summary>The crate's own name, where it has another in the manifest.</summary>
    public string? Package { get; init; }

    public static IndexDependency Of(PublishedDependency published) => new()
    {
        Name = published.ExplicitNameInToml ?? published.Name,
        Req = published.VersionReq,
        Features = published.Features,
        Optional = published.Optional,
        DefaultFeatures = published.DefaultFeatures,
        Target = published.Target,
        Kind = published.Kind,
        Registry = published.Registry,
        Package = published.ExplicitNameInToml is null ? null : published.Name,
    };
}
