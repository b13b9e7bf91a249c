using System.Net;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Http;

/// <summary>A response whose headers have arrived; the body is read from the wire by whoever wants it.</summary>
public sealed class HttpReply : IDisposable
{
    private readonly HttpResponseMessage message;
    private readonly Patience patience;
    private readonly TimeProvider time;
    private readonly Redactor redactor;
    private byte[]? body;

    internal HttpReply(HttpResponseMessage message, Patience patience, TimeProvider time, Redactor redactor)
    {
        this.message = message;
        this.patience = patience;
        this.time = time;
        this.redactor = redactor;
    }

    public HttpStatusCode Status => message.StatusCode;

    public bool IsSuccess => message.IsSuccessStatusCode;

    public HttpMethod Method => message.RequestMessage!.Method;

    /// <summary>Where the reply came from, after redirects.</summary>
    public Uri Uri => message.RequestMessage!.RequestUri!;

    /// <summary>Whether it came from the host that was asked, and not from another that it redirects to.</summary>
    public bool IsFrom(Uri asked) => Uri.Authority.Equals(asked.Authority, StringComparison.OrdinalIgnoreCase);

    /// <summary><see cref="Uri"/> as it may be shown.</summary>
    public string Target => ShownAddress.Of(message.RequestMessage!);

    /// <summary>Content-Type without parameters, or null.</summary>
    public string? MediaType => message.Content.Headers.ContentType?.MediaType;

    /// <summary>Content-Length in bytes, or null when the server did not tell.</summary>
    public long? Length => message.Content.Headers.ContentLength;

    /// <summary>The reason phrase of the status line; some registries explain themselves there.</summary>
    public string? Reason => message.ReasonPhrase;

    /// <summary>The <c>Location</c> header, resolved against <see cref="Uri"/>; null when missing or malformed.</summary>
    public Uri? Location =>
        Header("Location") is { } text && Uri.TryCreate(Uri, text, out var location) ? location : null;

    /// <summary>Where a list goes on, as <c>Link: &lt;…&gt;; rel="next"</c> says (RFC 8288); null at its end.</summary>
    public Uri? NextPage
    {
        get
        {
            var links = (Header("Link") ?? "").Split(',', StringSplitOptions.TrimEntries);
            var next = links.FirstOrDefault(link => link.StartsWith('<') && link.Contains('>') && link.EndsWith("rel=\"next\"", StringComparison.Ordinal));
            return next is not null && Uri.TryCreate(Uri, next[1..next.IndexOf('>', StringComparison.Ordinal)], out var page) ? page : null;
        }
    }

    /// <summary>The value of a header, several joined by a comma; null when it is missing.</summary>
    public string? Header(string name) => HeaderValues(name) is { Count: > 0 } values ? string.Join(", ", values) : null;

    /// <summary>All values of a header, each as it was sent; none when it is missing.</summary>
    public IReadOnlyList<string> HeaderValues(string name) =>
        message.Headers.NonValidated.TryGetValues(name, out var values)
        || message.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? [.. values]
            : [];

    /// <summary>The body as it comes from the wire, once. A server that falls silent ends it with an <see cref="IOException"/>.</summary>
    public async Task<Stream> OpenBodyAsync(CancellationToken cancellationToken) =>
        body is not null
            ? new MemoryStream(body, writable: false)
            : new WatchedStream(await message.Content.ReadAsStreamAsync(cancellationToken), patience);

    /// <summary>The whole body. After <see cref="HttpPipeline.FetchAsync"/> it is there already and cannot fail.</summary>
    /// <param name="limit">Most bytes that are taken.</param>
    /// <exception cref="IOException">The connection broke, or the body is longer than the limit.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadBodyAsync(int limit, CancellationToken cancellationToken)
    {
        if (body is not null)
            return body;
        await using var stream = await OpenBodyAsync(cancellationToken);
        var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + count > limit)
                throw new HttpIOException(HttpRequestError.ConfigurationLimitExceeded, $"the body is longer than {limit:N0} bytes");
            content.Write(buffer, 0, count);
        }
        return body = content.ToArray();
    }

    /// <summary>What this reply says as a failure: status, registry error codes, the beginning of the body.</summary>
    public Task<HttpFailure> ToFailureAsync(CancellationToken cancellationToken) =>
        HttpFailureReader.ReadAsync(this, time, redactor, cancellationToken);

    public void Dispose()
    {
        message.Dispose();
        patience.Dispose();
    }

    /// <summary>Hands the response over; this reply is spent.</summary>
    internal HttpResponseMessage TakeMessage()
    {
        patience.Dispose();
        return message;
    }

    /// <summary>Headers of request and response, for logs.</summary>
    internal HttpEvent.Answered Describe(TimeSpan elapsed) => new(Method, Target)
    {
        Status = Status,
        Elapsed = elapsed,
        RequestHeaders = RedactedHeaders.Render(message.RequestMessage!.Headers, message.RequestMessage.Content?.Headers),
        ResponseHeaders = RedactedHeaders.Render(message.Headers, message.Content.Headers),
    };
}
