using System.Collections.Immutable;

namespace Drayage.Registries.NuGet.Packages;

/// <summary>What a feed keeps about one version of a package.</summary>
internal sealed record PackageRecord
{
    /// <summary>What its manifest says.</summary>
    public required PackageManifest Manifest { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who pushed it.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset Pushed { get; init; }

    /// <summary>Whether searches show it. One that is not listed can still be fetched by its exact version.</summary>
    public required bool IsListed { get; init; }

    /// <summary>The symbol package that was pushed last; null when there is none.</summary>
    public SymbolsRecord? Symbols { get; init; }
}

/// <summary>A symbol package.</summary>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Pushed">When.</param>
internal sealed record SymbolsRecord(string Sha256, long Size, DateTimeOffset Pushed);

/// <summary>The metadata of a package's <c>.nuspec</c>.</summary>
internal sealed record PackageManifest
{
    /// <summary>As it is written there; ids are equal without regard to case.</summary>
    public required string Id { get; init; }

    /// <summary>As it is written there, with build metadata.</summary>
    public required string Version { get; init; }

    /// <summary>Empty only in manifests of symbols, as the description.</summary>
    public required string Authors { get; init; }

    public required string Description { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Tags { get; init; }

    public string? ProjectUrl { get; init; }

    public string? LicenseExpression { get; init; }

    public string? MinClientVersion { get; init; }

    public bool RequireLicenseAcceptance { get; init; }

    /// <summary><c>Dependency</c> where the manifest names none.</summary>
    public required ImmutableArray<string> PackageTypes { get; init; }

    public required ImmutableArray<DependencyGroup> DependencyGroups { get; init; }
}

/// <summary>What a package needs on one framework.</summary>
/// <param name="TargetFramework">Null for all.</param>
internal sealed record DependencyGroup(string? TargetFramework, ImmutableArray<PackageDependency> Dependencies);

/// <summary>A package that is needed.</summary>
/// <param name="Range">Versions, as the manifest writes them; null for any.</param>
internal sealed record PackageDependency(string Id, string? Range);
