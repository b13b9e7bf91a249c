using System.Net;

namespace Drayage.Platform.Http;

/// <summary>How <see cref="HttpPipeline"/> connects, waits and retries.</summary>
public sealed record HttpPipelineOptions
{
    /// <summary>For example <c>drayage/1.4.0</c>.</summary>
    public required string UserAgent { get; init; }

    /// <summary>The longest wait for a connection, TLS included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest silence: while sending, while waiting for the response headers, between two reads of a body.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a repeatable request is sent again.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>Mean wait before the first retry; each further one doubles it, with jitter.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait of our own choosing.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait that a server may ask for (<c>Retry-After</c>); when it asks for more, its answer is final.</summary>
    public TimeSpan LongestServerDelay { get; init; } = TimeSpan.FromMinutes(2);

    public int ConnectionsPerHost { get; init; } = 16;

    /// <summary>See <see cref="EnvironmentProxy"/>; null connects directly.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Told of every sending; secrets are redacted. Called from several threads.</summary>
    public Action<HttpEvent>? Observer { get; init; }
}
