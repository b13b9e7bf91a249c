using System.Collections.Immutable;
using System.Net;

namespace Drayage.Platform.Http;

/// <summary>What the pipeline did, for logs. Nothing in it is secret.</summary>
public abstract record HttpEvent
{
    private HttpEvent(HttpMethod method, string target)
    {
        Method = method;
        Target = target;
    }

    public HttpMethod Method { get; }

    /// <summary>The address, as <see cref="RedactedUri"/> shows it.</summary>
    public string Target { get; }

    /// <summary>Response headers arrived.</summary>
    public sealed record Answered(HttpMethod Method, string Target) : HttpEvent(Method, Target)
    {
        public required HttpStatusCode Status { get; init; }

        /// <summary>From sending the request to the end of the response headers.</summary>
        public required TimeSpan Elapsed { get; init; }

        /// <summary>As <see cref="RedactedHeaders"/> shows them.</summary>
        public required ImmutableArray<string> RequestHeaders { get; init; }

        /// <inheritdoc cref="RequestHeaders"/>
        public required ImmutableArray<string> ResponseHeaders { get; init; }
    }

    /// <summary>The request is sent again after a pause.</summary>
    /// <param name="Attempt">Counts from 1 for the first retry.</param>
    /// <param name="Because">What the last sending came to.</param>
    public sealed record Retrying(HttpMethod Method, string Target, int Attempt, TimeSpan Delay, string Because)
        : HttpEvent(Method, Target);
}
