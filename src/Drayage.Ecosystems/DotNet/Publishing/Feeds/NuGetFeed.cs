using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.DotNet.Publishing.Feeds;

/// <summary>Reads from a feed: without a login first, as clients do.</summary>
internal sealed class NuGetFeed(HttpPipeline http, NuGetCredentials credentials, Uri? rehearsal) : IArtifactSource
{
    public const int LargestDocument = 64 * 1024 * 1024;

    // A service index stays the same while a release is delivered.
    private readonly ConcurrentDictionary<Uri, FeedSite> sites = new();

    /// <summary>The feed that a consignment goes to: the one that it states, or the embedded one of a rehearsal.</summary>
    /// <exception cref="DeliveryException">It cannot be read.</exception>
    public async Task<FeedSite> SiteOfAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var index = rehearsal is null ? new Uri(consignment.Address) : new Uri(rehearsal, $"nuget/{consignment.Destination}/v3/index.json");
        if (sites.TryGetValue(index, out var known))
            return known;
        var message = $"destination {consignment.Destination}: the service index of {index.Authority} cannot be read";
        var hint = $"check 'source' of destination {consignment.Destination}: it is the address of a V3 service index, which ends in index.json";
        if (await FetchAsync(index, _ => true, index, message, hint, cancellationToken) is not { } document)
            throw new DeliveryException(DeliveryFailure.Refused, message, $"GET {index}: 404", hint);
        try
        {
            return sites.GetOrAdd(index, FeedSite.Read(index, document));
        }
        catch (FormatException malformed)
        {
            throw new DeliveryException(DeliveryFailure.Refused, message, malformed.Message, hint);
        }
    }

    /// <summary>All versions that the feed serves, in lower case; null when it has no such package.</summary>
    public async Task<ImmutableArray<string>?> VersionsAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var (site, package) = (await SiteOfAsync(consignment, cancellationToken), PackageName.Of(consignment));
        var message = Message(consignment, $"versions of {package.Id}");
        return await DocumentAsync(site, site.Versions(package), message, cancellationToken) is { } json
            ? [.. Required(json, "versions", message).EnumerateArray().Select(version => version.GetString() ?? "").Select(version => version.ToLowerInvariant())]
            : null;
    }

    /// <summary>Whether searches and updates show the version; null when the feed does not tell of it.</summary>
    public async Task<bool?> IsListedAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var (site, package) = (await SiteOfAsync(consignment, cancellationToken), PackageName.Of(consignment));
        if (site.Registration(package) is not { } address
            || await DocumentAsync(site, address, Message(consignment, $"the registration of {package}"), cancellationToken) is not { } json)
            return null;
        // Absent means listed (learn.microsoft.com, "Package metadata", registration leaf).
        return !json.TryGetProperty("listed", out var listed) || listed.ValueKind != JsonValueKind.False;
    }

    /// <summary>Who owns the id; empty when the feed does not tell.</summary>
    public async Task<ImmutableArray<string>> OwnersAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        if (await SearchAsync(consignment, $"the owners of {PackageName.Of(consignment).Id}", cancellationToken) is not { } hit || !hit.TryGetProperty("owners", out var owners))
            return [];
        return owners.ValueKind == JsonValueKind.Array ? [.. owners.EnumerateArray().Select(owner => owner.GetString() ?? "")] : [owners.GetString() ?? ""];
    }

    /// <summary>What the feed's search tells of the package; null when it has no search, or does not find it.</summary>
    /// <param name="what">What is wanted of it, for messages.</param>
    public async Task<JsonElement?> SearchAsync(Consignment consignment, string what, CancellationToken cancellationToken)
    {
        var (site, package) = (await SiteOfAsync(consignment, cancellationToken), PackageName.Of(consignment));
        if (site.Search is not { } search)
            return null;
        var address = new UriBuilder(search) { Query = $"q={Uri.EscapeDataString($"packageid:{package.Id}")}&prerelease=true&semVerLevel=2.0.0&take=1" }.Uri;
        var json = await DocumentAsync(site, address, Message(consignment, what), cancellationToken);
        if (json is not { } found || !found.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
            return null;
        var hit = data.EnumerateArray().FirstOrDefault(hit => hit.TryGetProperty("id", out var id) && package.Id.Equals(id.GetString(), StringComparison.OrdinalIgnoreCase));
        return hit.ValueKind == JsonValueKind.Object ? hit : null;
    }

    /// <summary>Opens the download of a package or symbol package; null when the feed does not serve it.</summary>
    public async Task<HttpReply?> DownloadAsync(Consignment consignment, string artifact, long offset, CancellationToken cancellationToken)
    {
        var (site, package) = (await SiteOfAsync(consignment, cancellationToken), PackageName.Of(consignment));
        if ((PackageName.IsSymbols(artifact) ? site.SymbolPackage(package) : site.Package(package)) is not { } address)
            return null;
        var call = offset > 0 ? HttpCall.Get(address).WithHeader("Range", $"bytes={offset}-") : HttpCall.Get(address);
        var message = Message(consignment, artifact);
        var reply = await http.AskAsync(call, message, cancellationToken);
        if (reply.Status is HttpStatusCode.Unauthorized && site.Trusts(address) && credentials.LoginOf(site.Index) is { } login)
        {
            reply.Dispose();
            reply = await http.AskAsync(call with { Credential = login }, message, cancellationToken);
        }

        if (reply.IsSuccess)
            return reply;
        using (reply)
        {
            return reply.Status == HttpStatusCode.NotFound ? null : throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message);
        }
    }

    public async Task<ArtifactDownload?> OpenAsync(Consignment consignment, string artifact, long offset, CancellationToken cancellationToken) =>
        await DownloadAsync(consignment, artifact, offset, cancellationToken) is { } reply ? new ArtifactDownload(reply) : null;

    private async Task<JsonElement?> DocumentAsync(FeedSite site, Uri address, string message, CancellationToken cancellationToken)
    {
        if (await FetchAsync(address, site.Trusts, site.Index, message, hint: null, cancellationToken) is not { } body)
            return null;
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw new JsonException("it is no object");
        }
        catch (JsonException malformed)
        {
            throw new DeliveryException(DeliveryFailure.Transient, message, $"GET {address}: {malformed.Message}", "run: drayage resume");
        }
    }

    /// <returns>Null for 404.</returns>
    private async Task<ReadOnlyMemory<byte>?> FetchAsync(Uri address, Func<Uri, bool> trusts, Uri index, string message, string? hint, CancellationToken cancellationToken)
    {
        var call = HttpCall.Get(address).WithHeader("Cache-Control", "no-cache");
        var reply = await http.FetchAsync(call, LargestDocument, message, cancellationToken);
        if (reply.Status is HttpStatusCode.Unauthorized && trusts(address) && credentials.LoginOf(index) is { } login)
        {
            reply.Dispose();
            reply = await http.FetchAsync(call with { Credential = login }, LargestDocument, message, cancellationToken);
        }

        using (reply)
        {
            if (reply.Status == HttpStatusCode.NotFound)
                return null;
            if (!reply.IsSuccess)
                throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message, hint);
            return Unpacked(await reply.ReadBodyAsync(LargestDocument, cancellationToken), message);
        }
    }

    // The public gallery stores its registrations compressed and serves them so, whatever a client accepts.
    private static ReadOnlyMemory<byte> Unpacked(ReadOnlyMemory<byte> body, string message)
    {
        if (!body.Span.StartsWith([(byte)0x1f, (byte)0x8b]))
            return body;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
            using var limited = new Platform.Archives.LimitedReadStream(gzip, LargestDocument);
            var content = new MemoryStream();
            limited.CopyTo(content);
            return content.ToArray();
        }
        catch (InvalidDataException broken)
        {
            throw new DeliveryException(DeliveryFailure.Transient, message, broken.Message, "run: drayage resume");
        }
    }

    private static JsonElement Required(JsonElement json, string name, string message) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value
            : throw new DeliveryException(DeliveryFailure.Transient, message, $"the answer has no list of {name}", "run: drayage resume");

    private static string Message(Consignment consignment, string what) => $"destination {consignment.Destination}: {what} cannot be read";
}
