using System.Collections.Immutable;

namespace Drayage.Model.Detection;

/// <summary>One package that a manifest of the repository declares, whether or not anything ships it.</summary>
public sealed record Package
{
    /// <summary>One of <see cref="EcosystemName"/>.</summary>
    public required string Ecosystem { get; init; }

    /// <summary>The name under which the ecosystem knows it: crate, distribution, module path, package id, <c>group:artifact</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Repository-relative directory with forward slashes; empty for the repository's root.</summary>
    public required string Directory { get; init; }

    /// <summary>Repository-relative path of the manifest.</summary>
    public required string Manifest { get; init; }

    public required PackageVersion Version { get; init; }

    public required Publishability Publishability { get; init; }

    public PackageRole Role { get; init; } = PackageRole.Product;

    public PackageAbout About { get; init; } = PackageAbout.Nothing;

    /// <summary>What a build of this package gives, in the manifest's order.</summary>
    public ImmutableArray<Product> Products { get; init; } = [];

    /// <summary>Manifests of packages that a build of this one takes into itself, as a wheel of maturin does with its crate.</summary>
    public ImmutableArray<string> Carries { get; init; } = [];

    /// <summary>What a reader wants to know besides, in display order: edition, features, extras, release profile. No stage decides on it.</summary>
    public ImmutableArray<PackageFact> Facts { get; init; } = [];

    /// <summary>Dependencies on other packages of this repository.</summary>
    public ImmutableArray<LocalDependency> Dependencies { get; init; } = [];
}
