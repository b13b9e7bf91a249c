using System.Collections.Immutable;
using Drayage.Oci.Distribution.Authentication;

namespace Drayage.Oci.Distribution;

/// <summary>A request that can be sent more than once: after a challenge, a redirect or an expired token.</summary>
internal sealed record RegistryRequest
{
    public required HttpMethod Method { get; init; }

    public required Uri Uri { get; init; }

    public required RegistryScope Scope { get; init; }

    public ImmutableArray<string> Accept { get; init; } = [];

    /// <summary>
    /// Whether this transport sends it again after an overload or a broken connection. GET and HEAD are left to the
    /// HTTP client; uploads have their own way to go on.
    /// </summary>
    public bool Repeatable { get; init; }

    /// <summary>What must stand at the address for the request to be carried out; null for anything.</summary>
    public Precondition? Condition { get; init; }

    /// <summary>First byte wanted of a blob; null for the whole.</summary>
    public long? RangeStart { get; init; }

    /// <summary>Makes the body anew for every attempt.</summary>
    public Func<CancellationToken, Task<HttpContent>>? Body { get; init; }

    public async Task<HttpRequestMessage> ToMessageAsync(Uri target, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(Method, target);
        foreach (var mediaType in Accept)
            message.Headers.Accept.ParseAdd(mediaType);
        if (RangeStart is { } start)
            message.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(start, null);
        Condition?.Apply(message.Headers);
        if (Body is not null)
            message.Content = await Body(cancellationToken);
        else if (Method == HttpMethod.Post || Method == HttpMethod.Put || Method == HttpMethod.Patch)
            message.Content = new ByteArrayContent([]);
        return message;
    }
}
