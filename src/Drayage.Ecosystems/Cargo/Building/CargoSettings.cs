using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Configuration;

namespace Drayage.Ecosystems.Cargo.Building;

/// <summary>What a component of the ecosystem <c>cargo</c> says beside the common keys.</summary>
public sealed record CargoSettings : EcosystemSettings
{
    /// <summary>Empty for every binary whose required features are on.</summary>
    public ImmutableArray<string> Binaries { get; init; } = [];

    /// <summary>Shared libraries by their library name; empty for those of a package without binaries.</summary>
    public ImmutableArray<string> Libraries { get; init; } = [];

    public required ImmutableArray<CargoBuildTarget> Targets { get; init; }

    public ImmutableArray<string> Features { get; init; } = [];

    public bool DefaultFeatures { get; init; } = true;

    public bool AllFeatures { get; init; }

    public string Profile { get; init; } = "release";

    /// <summary>Null: where a Cargo.lock is tracked.</summary>
    public bool? Locked { get; init; }

    public bool Offline { get; init; }

    /// <summary>Null: for publishable packages without binaries.</summary>
    public bool? Crate { get; init; }

    /// <summary>Whether <c>cargo package</c> compiles what it packaged.</summary>
    public bool VerifiesCrate { get; init; } = true;

    public ImmutableSortedDictionary<string, string> Linkers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<string> RustFlags { get; init; } = [];

    public ImmutableArray<string> Configuration { get; init; } = [];

    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<string> Inputs { get; init; } = [];

    public required SourceLocation BinariesAt { get; init; }

    public required SourceLocation LibrariesAt { get; init; }
}
