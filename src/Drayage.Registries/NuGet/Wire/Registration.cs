using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Drayage.Model.Versions;
using Drayage.Registries.NuGet.Packages;

namespace Drayage.Registries.NuGet.Wire;

/// <summary>All that is known of a package: one page with one leaf a version.</summary>
internal sealed record RegistrationIndex([property: JsonPropertyName("@id")] string Id, int Count, ImmutableArray<RegistrationPage> Items)
{
    /// <param name="versions">At least one, in order.</param>
    public static RegistrationIndex Of(FeedAddresses addresses, string id, ImmutableArray<PackageRecord> versions)
    {
        var address = addresses.Registration(id);
        var page = new RegistrationPage($"{address}#page", versions.Length, Normalized(versions[0]), Normalized(versions[^1]), [.. versions.Select(version => PageLeaf.Of(addresses, version))]);
        return new RegistrationIndex(address, 1, [page]);
    }

    private static string Normalized(PackageRecord record) => NuGetVersionText.Parse(record.Manifest.Version).Normalized;
}

/// <summary>Versions from one to another.</summary>
internal sealed record RegistrationPage([property: JsonPropertyName("@id")] string Id, int Count, string Lower, string Upper, ImmutableArray<PageLeaf> Items);

/// <summary>One version within a page.</summary>
internal sealed record PageLeaf([property: JsonPropertyName("@id")] string Id, CatalogEntry CatalogEntry, string PackageContent, string Registration)
{
    public static PageLeaf Of(FeedAddresses addresses, PackageRecord record)
    {
        var package = PackageIdentity.Of(record.Manifest.Id, record.Manifest.Version);
        return new PageLeaf(addresses.Leaf(package), CatalogEntry.Of(addresses, package, record), addresses.Content(package), addresses.Registration(package.Id));
    }
}

/// <summary>One version by itself.</summary>
internal sealed record RegistrationLeaf([property: JsonPropertyName("@id")] string Id, bool Listed, string Published, string PackageContent, string Registration)
{
    public static RegistrationLeaf Of(FeedAddresses addresses, PackageRecord record)
    {
        var package = PackageIdentity.Of(record.Manifest.Id, record.Manifest.Version);
        return new RegistrationLeaf(addresses.Leaf(package), record.IsListed, CatalogEntry.PublishedOf(record), addresses.Content(package), addresses.Registration(package.Id));
    }
}

/// <summary>A version's metadata.</summary>
internal sealed record CatalogEntry
{
    // What the public gallery says of versions that are not listed.
    private static readonly DateTimeOffset Unlisted = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [JsonPropertyName("@id")]
    public required string Address { get; init; }

    public required string Id { get; init; }

    public required string Version { get; init; }

    public required string Authors { get; init; }

    public required string Description { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? ProjectUrl { get; init; }

    public string? LicenseExpression { get; init; }

    public string? MinClientVersion { get; init; }

    public required bool RequireLicenseAcceptance { get; init; }

    public required bool Listed { get; init; }

    public required string Published { get; init; }

    public required string PackageContent { get; init; }

    public required ImmutableArray<string> Tags { get; init; }

    public required ImmutableArray<EntryDependencyGroup> DependencyGroups { get; init; }

    public static CatalogEntry Of(FeedAddresses addresses, PackageIdentity package, PackageRecord record) => new()
    {
        Address = addresses.Leaf(package),
        Id = record.Manifest.Id,
        Version = record.Manifest.Version,
        Authors = record.Manifest.Authors,
        Description = record.Manifest.Description,
        Title = record.Manifest.Title,
        Summary = record.Manifest.Summary,
        ProjectUrl = record.Manifest.ProjectUrl,
        LicenseExpression = record.Manifest.LicenseExpression,
        MinClientVersion = record.Manifest.MinClientVersion,
        RequireLicenseAcceptance = record.Manifest.RequireLicenseAcceptance,
        Listed = record.IsListed,
        Published = PublishedOf(record),
        PackageContent = addresses.Content(package),
        Tags = TagsOf(record.Manifest),
        DependencyGroups = [.. record.Manifest.DependencyGroups.Select(group => new EntryDependencyGroup(
            group.TargetFramework, [.. group.Dependencies.Select(dependency => new EntryDependency(dependency.Id, dependency.Range))]))],
    };

    public static string PublishedOf(PackageRecord record) =>
        (record.IsListed ? record.Pushed : Unlisted).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static ImmutableArray<string> TagsOf(PackageManifest manifest) =>
        [.. (manifest.Tags ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}

/// <summary>What is needed on one framework.</summary>
internal sealed record EntryDependencyGroup(string? TargetFramework, ImmutableArray<EntryDependency> Dependencies);

/// <summary>A package that is needed.</summary>
internal sealed record EntryDependency(string Id, string? Range);
