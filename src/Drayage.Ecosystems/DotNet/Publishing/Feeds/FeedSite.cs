using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Ecosystems.DotNet.Publishing.Feeds;

/// <summary>The resources of a feed, as its service index lists them (learn.microsoft.com, "NuGet Server API", service index).</summary>
/// <param name="Index">Where the service index is.</param>
internal sealed record FeedSite(Uri Index)
{
    // In each list what is newer goes first.
    private static readonly ImmutableArray<string> PushTypes = ["PackagePublish/2.0.0", "PackagePublish/Versioned"];
    private static readonly ImmutableArray<string> SymbolTypes = ["SymbolPackagePublish/4.9.0", "SymbolPackagePublish/Versioned"];
    private static readonly ImmutableArray<string> ContentTypes = ["PackageBaseAddress/3.0.0", "PackageBaseAddress/Versioned"];
    private static readonly ImmutableArray<string> RegistrationTypes = ["RegistrationsBaseUrl/3.6.0", "RegistrationsBaseUrl/Versioned", "RegistrationsBaseUrl/3.4.0", "RegistrationsBaseUrl"];
    private static readonly ImmutableArray<string> SearchTypes = ["SearchQueryService/3.5.0", "SearchQueryService/Versioned", "SearchQueryService"];

    /// <summary>Takes packages.</summary>
    public required Uri Push { get; init; }

    /// <summary>Takes symbol packages; null where the feed takes none.</summary>
    public required Uri? Symbols { get; init; }

    /// <summary>Serves packages, with its slash at the end.</summary>
    public required Uri Contents { get; init; }

    /// <summary>Tells of packages, with its slash at the end; null where the feed does not.</summary>
    public required Uri? Registrations { get; init; }

    public required Uri? Search { get; init; }

    public Uri Versions(PackageName package) => new(Contents, $"{Escape(package.LowerId)}/index.json");

    public Uri Package(PackageName package) =>
        new(Contents, $"{Escape(package.LowerId)}/{Escape(package.LowerVersion)}/{Escape($"{package.LowerId}.{package.LowerVersion}")}.nupkg");

    /// <summary>Where the public gallery, and who follows it, serves symbol packages; null where the feed takes none.</summary>
    public Uri? SymbolPackage(PackageName package) => Symbols is { } symbols ? Below(symbols, package) : null;

    public Uri Published(PackageName package) => Below(Push, package);

    public Uri? Registration(PackageName package) =>
        Registrations is { } registrations ? new Uri(registrations, $"{Escape(package.LowerId)}/{Escape(package.LowerVersion)}.json") : null;

    /// <summary>Exchanges identities for keys: beside where packages are pushed.</summary>
    public Uri Exchange => new(new Uri(Push.AbsoluteUri.TrimEnd('/')), "token");

    /// <summary>Whether a login goes along: to the host of the service index only.</summary>
    public bool Trusts(Uri address) =>
        Uri.Compare(Index, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <exception cref="FormatException">It is no service index, or lacks what every feed has that packages are pushed to.</exception>
    public static FeedSite Read(Uri index, ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var resources = Resources(json.RootElement);
            var push = Find(PushTypes) ?? throw new FormatException($"{index} names no {PushTypes[0]}: packages cannot be pushed there");
            if (index.Scheme == Uri.UriSchemeHttps && push.Scheme != Uri.UriSchemeHttps)
                throw new FormatException($"{index} sends keys to {push}, which is not encrypted");
            return new FeedSite(index)
            {
                Push = push,
                Symbols = Find(SymbolTypes),
                Contents = Slashed(Find(ContentTypes)) ?? throw new FormatException($"{index} names no {ContentTypes[0]}: packages cannot be looked for there"),
                Registrations = Slashed(Find(RegistrationTypes)),
                Search = Find(SearchTypes),
            };

            Uri? Find(ImmutableArray<string> types) => types.Select(resources.GetValueOrDefault).FirstOrDefault(address => address is not null);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"{index} is no service index: {malformed.Message}", malformed);
        }
    }

    private static Dictionary<string, Uri> Resources(JsonElement root)
    {
        var resources = new Dictionary<string, Uri>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in root.GetProperty("resources").EnumerateArray())
        {
            var type = resource.GetProperty("@type");
            foreach (var name in type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(item => item.GetString()!) : [type.GetString()!])
            {
                if (Uri.TryCreate(resource.GetProperty("@id").GetString(), UriKind.Absolute, out var address))
                    resources.TryAdd(name, address);
            }
        }

        return resources;
    }

    private static Uri? Slashed(Uri? address) => address is null || address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    private static Uri Below(Uri address, PackageName package) =>
        new($"{address.AbsoluteUri.TrimEnd('/')}/{Escape(package.Id)}/{Escape(package.Version)}");

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
