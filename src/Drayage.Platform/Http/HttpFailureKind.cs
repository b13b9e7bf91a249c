namespace Drayage.Platform.Http;

/// <summary>What kind of failure a request met.</summary>
public enum HttpFailureKind
{
    /// <summary>The server answered, with a status that is no success.</summary>
    Status,

    /// <summary>No such host name, or no name server answers.</summary>
    NameResolution,

    /// <summary>The host is there and nothing listens at the port.</summary>
    ConnectionRefused,

    /// <summary>No way to the host, or it does not answer.</summary>
    Unreachable,

    /// <summary>No secure connection: an untrusted certificate, another host's, an expired one; or no TLS at all.</summary>
    Tls,

    /// <summary>The proxy would not connect.</summary>
    Proxy,

    /// <summary>The connection broke after the request had been sent, at least in part.</summary>
    ConnectionLost,

    /// <summary>The server kept silent for longer than the patience.</summary>
    TimedOut,

    /// <summary>What came is no HTTP.</summary>
    InvalidResponse,

    /// <summary>A redirect that must not be followed: from https to http, too many, or to nowhere.</summary>
    Redirect,
}
