using System.Net;
using Drayage.Platform.Secrets;

namespace Drayage.Listening;

/// <summary>How the listener runs.</summary>
public sealed record ListenerOptions
{
    /// <summary>Directory of the queue; made when absent. One listener at a time.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Where requests are taken; port 0 takes a free one.</summary>
    public required IPEndPoint Bind { get; init; }

    /// <summary><c>owner/name</c> of the repository whose releases are followed.</summary>
    public required string Repository { get; init; }

    /// <summary>Of GitHub's webhooks; null takes none.</summary>
    public SecretSource? WebhookSecret { get; init; }

    /// <summary>Bearer token of CloudEvents; with <see cref="EventSecret"/> null too, none are taken.</summary>
    public SecretSource? EventToken { get; init; }

    /// <summary>Secret by which CloudEvents are signed.</summary>
    public SecretSource? EventSecret { get; init; }

    /// <summary>How the releases interface is polled; null does not.</summary>
    public PollingOptions? Polling { get; init; }

    /// <summary>How many releases are delivered at a time.</summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>How long runs under way may take to end once the listener is asked to stop; they are parked then.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait before a release that did not get through is tried again; doubled each time, up to a quarter of an hour.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where traces go, by OTLP; null keeps none.</summary>
    public Uri? Traces { get; init; }
}

/// <summary>How the releases interface is polled.</summary>
public sealed record PollingOptions
{
    /// <summary>Base address of GitHub's REST interface, with a slash at the end.</summary>
    public required Uri Api { get; init; }

    /// <summary>Null asks as anybody.</summary>
    public SecretSource? Token { get; init; }

    public required TimeSpan Interval { get; init; }

    /// <summary>Whether releases that were out before the listener first ran are delivered too.</summary>
    public bool CatchesUp { get; init; }
}
