using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Ecosystems.Cargo.Publishing.Packaged;

/// <summary>What a registry is told of a crate (doc.rust-lang.org/cargo/reference/registry-web-api.html#publish).</summary>
internal sealed record CrateMetadata
{
    public required string Name { get; init; }

    [JsonPropertyName("vers")]
    public required string Version { get; init; }

    [JsonPropertyName("deps")]
    public required ImmutableArray<CrateDependency> Dependencies { get; init; }

    public required ImmutableSortedDictionary<string, ImmutableArray<string>> Features { get; init; }

    public required ImmutableArray<string> Authors { get; init; }

    public string? Description { get; init; }

    public string? Documentation { get; init; }

    public string? Homepage { get; init; }

    /// <summary>Content of the file.</summary>
    public string? Readme { get; init; }

    /// <summary>Its path in the crate.</summary>
    public string? ReadmeFile { get; init; }

    public required ImmutableArray<string> Keywords { get; init; }

    public required ImmutableArray<string> Categories { get; init; }

    public string? License { get; init; }

    public string? LicenseFile { get; init; }

    public string? Repository { get; init; }

    public required ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Badges { get; init; }

    public string? Links { get; init; }

    public string? RustVersion { get; init; }
}

/// <summary>A dependency as a registry is told of it.</summary>
internal sealed record CrateDependency
{
    public required string Name { get; init; }

    [JsonPropertyName("version_req")]
    public required string Requirement { get; init; }

    public required ImmutableArray<string> Features { get; init; }

    public required bool Optional { get; init; }

    public required bool DefaultFeatures { get; init; }

    /// <summary>A platform for which it is needed alone: <c>cfg(unix)</c>.</summary>
    public string? Target { get; init; }

    /// <summary><c>normal</c>, <c>build</c> or <c>dev</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Index of the registry that it comes from; null for the one that is published to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Registry { get; init; }

    /// <summary>The name that the manifest gives it, where that is not its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExplicitNameInToml { get; init; }
}
