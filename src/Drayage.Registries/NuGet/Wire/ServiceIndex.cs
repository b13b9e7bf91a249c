using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Registries.NuGet.Wire;

/// <summary>The entry point of the V3 API: which resource is where.</summary>
internal sealed record ServiceIndex(string Version, ImmutableArray<ServiceResource> Resources)
{
    public static ServiceIndex Of(FeedAddresses addresses) => new(
        "3.0.0",
        [
            new(addresses.Push, "PackagePublish/2.0.0"),
            new(addresses.PushSymbols, "SymbolPackagePublish/4.9.0"),
            new(addresses.Contents, "PackageBaseAddress/3.0.0"),
            new(addresses.Registrations, "RegistrationsBaseUrl"),
            new(addresses.Registrations, "RegistrationsBaseUrl/3.6.0"),
            new(addresses.Query, "SearchQueryService"),
            new(addresses.Query, "SearchQueryService/3.0.0-beta"),
            new(addresses.Query, "SearchQueryService/3.5.0"),
        ]);
}

/// <summary>One resource.</summary>
internal sealed record ServiceResource([property: JsonPropertyName("@id")] string Id, [property: JsonPropertyName("@type")] string Type);

/// <summary>The versions of a package, normalised and in lower case, also those that are not listed.</summary>
internal sealed record VersionList(ImmutableArray<string> Versions);
