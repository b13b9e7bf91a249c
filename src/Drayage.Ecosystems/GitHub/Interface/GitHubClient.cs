using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.GitHub.Interface;

/// <summary>Requests to GitHub's REST interface, version 2022-11-28.</summary>
/// <param name="writing">Sent with what changes something; null where nothing is to be changed.</param>
/// <param name="reading">Sent with what only looks; null looks as anybody would.</param>
internal sealed class GitHubClient(HttpPipeline http, HttpCredential? writing, HttpCredential? reading)
{
    private const int LargestDocument = 64 * 1024 * 1024;
    private const int PageSize = 100;
    private const string DocumentType = "application/vnd.github+json";

    /// <summary>Whether drafts can be seen.</summary>
    public bool IsAuthenticated => reading is not null;

    /// <summary>The document, or null for 404.</summary>
    public async Task<T?> GetAsync<T>(Uri address, JsonTypeInfo<T> type, string message, CancellationToken cancellationToken)
        where T : class
    {
        using var reply = await FetchAsync(address, message, cancellationToken);
        return reply.Status == HttpStatusCode.NotFound ? null : await ReadAsync(reply, type, message, cancellationToken);
    }

    /// <summary>The reply to a GET, whatever its status, with its body read.</summary>
    public Task<HttpReply> FetchAsync(Uri address, string message, CancellationToken cancellationToken) =>
        http.FetchAsync(Call(HttpMethod.Get, address, reading), LargestDocument, message, cancellationToken);

    /// <summary>The bytes of a file on a branch, of up to 64 MiB; null for 404.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadRawAsync(Uri address, string message, CancellationToken cancellationToken)
    {
        var call = HttpCall.Get(address).WithHeader("Accept", "application/vnd.github.raw+json").WithHeader("X-GitHub-Api-Version", "2022-11-28");
        using var reply = await http.FetchAsync(call with { Credential = reading, Repeatable = false }, LargestDocument, message, cancellationToken);
        if (reply.Status == HttpStatusCode.NotFound)
            return null;
        if (!reply.IsSuccess)
            throw GitHubRefusals.Explain(await reply.ToFailureAsync(cancellationToken), message);
        return await reply.ReadBodyAsync(LargestDocument, cancellationToken);
    }

    /// <summary>All pages of a list, one after the other as they are asked for; nothing for 404.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(
        Uri address, JsonTypeInfo<ImmutableArray<T>> type, string message, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = new Uri($"{address}{(address.Query.Length > 0 ? '&' : '?')}per_page={PageSize}");
        while (next is not null)
        {
            using var reply = await FetchAsync(next, message, cancellationToken);
            if (reply.Status == HttpStatusCode.NotFound)
                yield break;
            foreach (var item in await ReadAsync(reply, type, message, cancellationToken))
                yield return item;
            next = NextOf(reply, message);
        }
    }

    /// <summary>Creates or changes a release.</summary>
    public async Task<ReleaseDocument> WriteAsync(
        HttpMethod method, Uri address, ReleaseRequest body, string message, CancellationToken cancellationToken)
    {
        using var reply = await SendAsync(method, address, body, GitHubJson.Default.ReleaseRequest, message, cancellationToken);
        return await ReadAsync(reply, GitHubJson.Default.ReleaseDocument, message, cancellationToken);
    }

    /// <summary>The reply to a request that changes something, whatever its status, with its body read.</summary>
    public Task<HttpReply> SendAsync<T>(
        HttpMethod method, Uri address, T body, JsonTypeInfo<T> type, string message, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, type);
        var call = Call(method, address, writing) with { Content = () => Content(json) };
        return http.FetchAsync(call, LargestDocument, message, cancellationToken);
    }

    /// <summary>Posts JSON; for requests that answer without a document.</summary>
    /// <param name="explain">Words a refusal.</param>
    public async Task PostAsync(
        Uri address, byte[] json, string message, Func<HttpFailure, string, DeliveryException> explain, CancellationToken cancellationToken)
    {
        using var reply = await http.AskAsync(Call(HttpMethod.Post, address, writing) with { Content = () => Content(json) }, message, cancellationToken);
        if (!reply.IsSuccess)
            throw explain(await reply.ToFailureAsync(cancellationToken), message);
    }

    /// <summary>The reply to a deletion, whatever its status.</summary>
    public Task<HttpReply> DeleteForAsync(Uri address, string message, CancellationToken cancellationToken) =>
        http.AskAsync(Call(HttpMethod.Delete, address, writing), message, cancellationToken);

    /// <summary>Deletes; what is gone already is deleted.</summary>
    public async Task DeleteAsync(Uri address, string message, CancellationToken cancellationToken)
    {
        using var reply = await DeleteForAsync(address, message, cancellationToken);
        if (!reply.IsSuccess && reply.Status != HttpStatusCode.NotFound)
            throw GitHubRefusals.Explain(await reply.ToFailureAsync(cancellationToken), message);
    }

    /// <summary>Sends a file as it is.</summary>
    /// <param name="open">Opens it, from its beginning.</param>
    /// <param name="size">Bytes; GitHub wants to know before.</param>
    public async Task UploadAsync(Uri address, Func<Stream> open, long size, string mediaType, string message, CancellationToken cancellationToken)
    {
        var call = Call(HttpMethod.Post, address, writing) with
        {
            Content = () =>
            {
                var content = new StreamContent(open());
                content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
                content.Headers.ContentLength = size;
                return content;
            },
        };
        using var reply = await http.AskAsync(call, message, cancellationToken);
        if (!reply.IsSuccess)
            throw GitHubRefusals.Explain(await reply.ToFailureAsync(cancellationToken), message);
    }

    /// <summary>Opens a download; null for 404, and where a server that is private wants a login first. A redirect to the file store is followed, without the token.</summary>
    /// <param name="asAnybody">Without the token from the start.</param>
    /// <param name="offset">The first byte that is wanted.</param>
    public async Task<HttpReply?> DownloadAsync(Uri address, bool asAnybody, long offset, string message, CancellationToken cancellationToken)
    {
        var call = HttpCall.Get(address).WithHeader("Accept", "application/octet-stream") with { Credential = asAnybody ? null : reading };
        if (offset > 0)
            call = call.WithHeader("Range", $"bytes={offset}-");
        var reply = await http.AskAsync(call, message, cancellationToken);
        if (reply.IsSuccess && !IsLogin(reply, address))
            return reply;
        using (reply)
        {
            return reply.IsSuccess || reply.Status == HttpStatusCode.NotFound
                ? null
                : throw GitHubRefusals.Explain(await reply.ToFailureAsync(cancellationToken), message);
        }
    }

    /// <summary>The document of a reply with a status of 2xx.</summary>
    /// <exception cref="DeliveryException">Another status, or no such document.</exception>
    public static async Task<T> ReadAsync<T>(HttpReply reply, JsonTypeInfo<T> type, string message, CancellationToken cancellationToken)
    {
        if (!reply.IsSuccess)
            throw GitHubRefusals.Explain(await reply.ToFailureAsync(cancellationToken), message);
        try
        {
            return JsonSerializer.Deserialize((await reply.ReadBodyAsync(LargestDocument, cancellationToken)).Span, type)
                ?? throw new JsonException("null where an object belongs");
        }
        catch (JsonException malformed)
        {
            throw new DeliveryException(
                DeliveryFailure.Refused, message, $"{reply.Method} {reply.Uri}: the answer is not GitHub's: {malformed.Message}", "check 'api' of the destination: https://api.github.com, or https://HOST/api/v3", inner: malformed);
        }
    }

    private static bool IsLogin(HttpReply reply, Uri asked) => reply.IsFrom(asked) && reply.Uri.AbsolutePath == "/login" && asked.AbsolutePath != "/login";

    // The next page is asked for with the token, which is for this host alone.
    private static Uri? NextOf(HttpReply reply, string message) =>
        reply.NextPage is not { } next || Uri.Compare(next, reply.Uri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? reply.NextPage
            : throw new DeliveryException(
                DeliveryFailure.Refused, message, $"{reply.Target}: the next page is at another host: {RedactedUri.Render(next)}", "check 'api' of the destination: https://api.github.com, or https://HOST/api/v3");

    private static HttpCall Call(HttpMethod method, Uri address, HttpCredential? credential) =>
        new HttpCall { Method = method, Uri = address, Credential = credential, Repeatable = false }
            .WithHeader("Accept", DocumentType)
            .WithHeader("X-GitHub-Api-Version", "2022-11-28");

    private static ByteArrayContent Content(byte[] json)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
