using System.Collections.Immutable;

namespace Drayage.Platform.Http;

/// <summary>One request, described so that it can be sent more than once.</summary>
public sealed record HttpCall
{
    public required HttpMethod Method { get; init; }

    /// <summary>Absolute; http or https.</summary>
    public required Uri Uri { get; init; }

    /// <summary>What stands for the address wherever it would be shown, where the address itself is a secret; null shows it.</summary>
    public string? ShownAs { get; init; }

    /// <summary>Request headers, without credentials. They do follow a redirect to another host.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    public HttpCredential? Credential { get; init; }

    /// <summary>Makes the body, anew for each sending; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>
    /// Whether sending it twice does no harm. Only such requests are retried: GET, HEAD, a PUT by digest, but no POST
    /// that makes something.
    /// </summary>
    public required bool Repeatable { get; init; }

    /// <summary>
    /// The longest wait for the response headers of one sending; null for the pipeline's default. Bodies have no limit.
    /// </summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>
    /// Whether redirects are followed: GET and HEAD anywhere, other methods only 307 and 308 within the same origin. Else
    /// the redirect is the reply.
    /// </summary>
    public bool FollowRedirects { get; init; } = true;

    public static HttpCall Get(Uri uri) => new() { Method = HttpMethod.Get, Uri = uri, Repeatable = true };

    public static HttpCall Head(Uri uri) => new() { Method = HttpMethod.Head, Uri = uri, Repeatable = true };

    public HttpCall WithHeader(string name, string value) =>
        this with { Headers = Headers.Add(KeyValuePair.Create(name, value)) };
}
