using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Drayage.Registries.NuGet.Packages;

namespace Drayage.Registries.NuGet.Wire;

/// <summary>One page of what a search found.</summary>
/// <param name="TotalHits">Packages that fit, on all pages.</param>
internal sealed record SearchAnswer(int TotalHits, ImmutableArray<SearchHit> Data);

/// <summary>A package, told by its latest version that fits. Downloads are not counted, so none are told.</summary>
internal sealed record SearchHit
{
    [JsonPropertyName("@id")]
    public required string Address { get; init; }

    public required string Registration { get; init; }

    public required string Id { get; init; }

    public required string Version { get; init; }

    public required string Description { get; init; }

    public string? Summary { get; init; }

    public string? Title { get; init; }

    public string? ProjectUrl { get; init; }

    public required ImmutableArray<string> Authors { get; init; }

    public required ImmutableArray<string> Owners { get; init; }

    public required ImmutableArray<string> Tags { get; init; }

    public required ImmutableArray<HitPackageType> PackageTypes { get; init; }

    public required ImmutableArray<HitVersion> Versions { get; init; }

    /// <param name="versions">Those that fit, in order; at least one.</param>
    /// <param name="owners">Who owns the id.</param>
    public static SearchHit Of(FeedAddresses addresses, ImmutableArray<PackageRecord> versions, ImmutableArray<string> owners)
    {
        var latest = versions[^1].Manifest;
        var registration = addresses.Registration(latest.Id.ToLowerInvariant());
        return new SearchHit
        {
            Address = registration,
            Registration = registration,
            Id = latest.Id,
            Version = latest.Version,
            Description = latest.Description,
            Summary = latest.Summary,
            Title = latest.Title,
            ProjectUrl = latest.ProjectUrl,
            Authors = [.. latest.Authors.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Owners = owners,
            Tags = CatalogEntry.TagsOf(latest),
            PackageTypes = [.. latest.PackageTypes.Select(name => new HitPackageType(name))],
            Versions = [.. versions.Select(version => new HitVersion(
                addresses.Leaf(PackageIdentity.Of(version.Manifest.Id, version.Manifest.Version)), version.Manifest.Version))],
        };
    }
}

/// <summary>What a package is for.</summary>
internal sealed record HitPackageType(string Name);

/// <summary>One version of a hit.</summary>
internal sealed record HitVersion([property: JsonPropertyName("@id")] string Address, string Version);
