using System.Collections.Immutable;

namespace Drayage.Registries.Crates.Wire;

/// <summary>What a client says of the crate that it publishes (doc.rust-lang.org/cargo/reference/registry-web-api.html#publish).</summary>
internal sealed record PublishedMetadata
{
    public required string Name { get; init; }

    public required string Vers { get; init; }

    public required ImmutableArray<PublishedDependency> Deps { get; init; }

    public required ImmutableSortedDictionary<string, ImmutableArray<string>> Features { get; init; }

    public string? Description { get; init; }

    public string? License { get; init; }

    public string? LicenseFile { get; init; }

    // A client may leave it out, which the serialiser takes for a list that is not there.
    public ImmutableArray<string> Keywords { get; init => field = value.IsDefault ? [] : value; } = [];

    public string? Links { get; init; }

    public string? RustVersion { get; init; }
}

/// <summary>A dependency as it is published.</summary>
internal sealed record PublishedDependency
{
    /// <summary>The crate's own name.</summary>
    public required string Name { get; init; }

    public required string VersionReq { get; init; }

    public required ImmutableArray<string> Features { get; init; }

    public required bool Optional { get; init; }

    public required bool DefaultFeatures { get; init; }

    public string? Target { get; init; }

    /// <summary><c>normal</c>, <c>build</c> or <c>dev</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Index of another registry; null for this one.</summary>
    public string? Registry { get; init; }

    /// <summary>The name that it has in the manifest, where that is another.</summary>
    public string? ExplicitNameInToml { get; init; }
}
