using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Drayage.Model.Delivery;
using Drayage.Model.Versions;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Cargo.Publishing.Index;

/// <summary>Reads a registry as cargo does: configuration, the versions of a crate, downloads. Without the token first, unless reading needs it.</summary>
internal sealed class SparseIndex(HttpPipeline http, CratesCredentials? credentials, Uri? rehearsal) : IArtifactSource
{
    private const int LargestConfiguration = 64 * 1024;
    private const int LargestCrate = 64 * 1024 * 1024;

    private readonly ConcurrentDictionary<Uri, RegistryConfiguration> configurations = [];

    /// <exception cref="DeliveryException">It cannot be read, or is none.</exception>
    public async Task<RegistryConfiguration> ConfigurationAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var index = CratesSite.Of(consignment, rehearsal).Index;
        if (configurations.TryGetValue(index, out var known))
            return known;
        var message = $"destination {consignment.Destination}: the registry cannot be asked";
        var call = Fresh(new Uri(index, "config.json"));
        using var reply = await WithTokenWhereNeededAsync(call, configuration: null, request => http.FetchAsync(request, LargestConfiguration, message, cancellationToken), cancellationToken);
        if (!reply.IsSuccess)
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message, HintFor(consignment, reply));
        return configurations[index] = Parse(await reply.ReadBodyAsync(LargestConfiguration, cancellationToken), IndexJson.Default.RegistryConfiguration, message, $"{call.Uri}");
    }

    /// <summary>The versions of a crate; null when the index has no crate of that spelling.</summary>
    public async Task<ImmutableArray<IndexEntry>?> EntriesAsync(Consignment consignment, string crate, CancellationToken cancellationToken)
    {
        var configuration = await ConfigurationAsync(consignment, cancellationToken);
        var message = $"destination {consignment.Destination}: the index cannot be read";
        var call = Fresh(new Uri(CratesSite.Of(consignment, rehearsal).Index, IndexPath.Of(crate)));
        using var reply = await WithTokenWhereNeededAsync(call, configuration, request => http.FetchAsync(request, LargestCrate, message, cancellationToken), cancellationToken);
        if (reply.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.UnavailableForLegalReasons)
            return null;
        if (!reply.IsSuccess)
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message, HintFor(consignment, reply));
        return ParseLines(await reply.ReadBodyAsync(LargestCrate, cancellationToken), message, $"{call.Uri}");
    }

    /// <summary>The version of a consignment; of versions that differ in build metadata a registry has one alone.</summary>
    public async Task<IndexEntry?> FindAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var wanted = SemanticVersion.Parse(consignment.Version);
        return await EntriesAsync(consignment, CratesSite.CrateOf(consignment), cancellationToken) is { } entries
            ? entries.FirstOrDefault(entry => SemanticVersion.TryParse(entry.Version, out var version) && SemanticVersion.ComparePrecedence(version, wanted) == 0)
            : null;
    }

    public async Task<Uri> DownloadOfAsync(Consignment consignment, string version, string sha256, CancellationToken cancellationToken) =>
        (await ConfigurationAsync(consignment, cancellationToken)).DownloadOf(CratesSite.CrateOf(consignment), version, sha256);

    /// <summary>Opens the download of a version; null when it is not there.</summary>
    public async Task<HttpReply?> DownloadAsync(Consignment consignment, string version, string sha256, long offset, CancellationToken cancellationToken)
    {
        var configuration = await ConfigurationAsync(consignment, cancellationToken);
        var message = $"destination {consignment.Destination}: {CratesSite.CrateOf(consignment)} {version} cannot be read back";
        var call = HttpCall.Get(configuration.DownloadOf(CratesSite.CrateOf(consignment), version, sha256));
        if (offset > 0)
            call = call.WithHeader("Range", $"bytes={offset}-");
        var reply = await WithTokenWhereNeededAsync(call, configuration, request => http.AskAsync(request, message, cancellationToken), cancellationToken);
        if (reply.IsSuccess)
            return reply;
        using (reply)
        {
            // What serves crates.io's files says so of one that is not there.
            var isAbsent = reply.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone || (reply.Status is HttpStatusCode.Forbidden && !configuration.NeedsToken);
            return isAbsent ? null : throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message);
        }
    }

    public async Task<ArtifactDownload?> OpenAsync(Consignment consignment, string artifact, long offset, CancellationToken cancellationToken)
    {
        var digest = consignment.Effects.OfType<Effect.Put>().Single(put => put.Name == artifact).Digest!;
        return await DownloadAsync(consignment, consignment.Version, digest.Hex, offset, cancellationToken) is { } reply ? new ArtifactDownload(reply) : null;
    }

    /// <summary>A registry that wants the token for everything says so once it is asked without (RFC 3139).</summary>
    private async Task<HttpReply> WithTokenWhereNeededAsync(
        HttpCall call, RegistryConfiguration? configuration, Func<HttpCall, Task<HttpReply>> ask, CancellationToken cancellationToken)
    {
        if (configuration is { NeedsToken: true } && credentials is not null)
            return await ask(call with { Credential = await credentials.ReaderAsync(cancellationToken) });
        var reply = await ask(call);
        if (reply.Status is not HttpStatusCode.Unauthorized || configuration is not null || credentials is null)
            return reply;
        reply.Dispose();
        return await ask(call with { Credential = await credentials.ReaderAsync(cancellationToken) });
    }

    private static HttpCall Fresh(Uri address) => HttpCall.Get(address).WithHeader("Cache-Control", "no-cache");

    private static ImmutableArray<IndexEntry> ParseLines(ReadOnlyMemory<byte> body, string message, string address)
    {
        var entries = ImmutableArray.CreateBuilder<IndexEntry>();
        while (!body.IsEmpty)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.ContainsAnyExcept((byte)' ', (byte)'\r'))
                entries.Add(Parse(line, IndexJson.Default.IndexEntry, message, address));
        }

        return entries.ToImmutable();
    }

    // Bytes that were damaged on their way come whole the next time.
    private static T Parse<T>(ReadOnlyMemory<byte> json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string message, string address)
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException malformed)
        {
            throw new DeliveryException(DeliveryFailure.Transient, message, $"{address} is no part of a sparse index: {malformed.Message}", "check 'index' of the destination: config.json stands below it");
        }
    }

    private static string? HintFor(Consignment consignment, HttpReply reply) => reply.Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"the registry wants a token for reading too: check the token of destination {consignment.Destination}",
        HttpStatusCode.NotFound => $"check 'index' of destination {consignment.Destination}: config.json stands below it",
        _ => null,
    };
}
