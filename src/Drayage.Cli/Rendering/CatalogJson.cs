using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Detection;

namespace Drayage.Cli.Rendering;

/// <summary>The output of <c>drayage detect --json</c>.</summary>
internal static class CatalogJson
{
    public static string Write(Catalog catalog) => JsonSerializer.Serialize(
        new CatalogDocument(
            [.. catalog.Packages.Select(Of)],
            [.. catalog.Warnings.Select(w => new WarningDocument(w.Code, w.Message, w.At?.ToString(), w.Hint))]),
        ReportJson.Readable.CatalogDocument);

    private static PackageDocument Of(Package package) => new()
    {
        Ecosystem = package.Ecosystem,
        Name = package.Name,
        Directory = package.Directory,
        Manifest = package.Manifest,
        Role = package.Role.ToString().ToLowerInvariant(),
        Version = package.Version.Text ?? (package.Version as PackageVersion.None)?.Assumed,
        VersionBecause = (package.Version as PackageVersion.None)?.Reason,
        DynamicVersion = (package.Version as PackageVersion.Dynamic)?.Provider,
        VersionAt = package.Version.Location?.ToString(),
        Publishable = package.Publishability.IsPublishable,
        PublishableBecause = package.Publishability.Reason,
        PublishableAt = package.Publishability.At?.ToString(),
        Registries = package.Publishability.Registries,
        Products = [.. package.Products.Select(p => new ProductDocument(p.Kind, p.Name, p.Path))],
        Facts = [.. package.Facts.Select(f => new FactDocument(f.Name, f.Value, f.At?.ToString()))],
        Dependencies = [.. package.Dependencies.Select(d => new DependencyDocument(d.Name, d.Requirement, d.At.ToString()))],
    };
}

internal sealed record CatalogDocument(ImmutableArray<PackageDocument> Packages, ImmutableArray<WarningDocument> Warnings);

internal sealed record PackageDocument
{
    public required string Ecosystem { get; init; }

    public required string Name { get; init; }

    public required string Directory { get; init; }

    public required string Manifest { get; init; }

    public required string Role { get; init; }

    public string? Version { get; init; }

    /// <summary>Why no file states the version; the version is then what the ecosystem's tool assumes.</summary>
    public string? VersionBecause { get; init; }

    public string? DynamicVersion { get; init; }

    public string? VersionAt { get; init; }

    public required bool Publishable { get; init; }

    public required string PublishableBecause { get; init; }

    public string? PublishableAt { get; init; }

    public required ImmutableArray<string> Registries { get; init; }

    public required ImmutableArray<ProductDocument> Products { get; init; }

    public required ImmutableArray<FactDocument> Facts { get; init; }

    public required ImmutableArray<DependencyDocument> Dependencies { get; init; }
}

internal sealed record ProductDocument(string Kind, string Name, string? Path);

internal sealed record FactDocument(string Name, string Value, string? At);

internal sealed record DependencyDocument(string Name, string? Requirement, string At);

internal sealed record WarningDocument(string Code, string Message, string? At, string? Hint);
