using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Http;

/// <summary>Tells in plain words why no answer came.</summary>
internal static class NoAnswer
{
    /// <summary>Classifies what the connection reported.</summary>
    public static HttpFailure From(HttpRequestMessage request, Exception error, Redactor redactor)
    {
        var host = Authority(request);
        var (kind, detail, hint) = error switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => UnknownHost(request),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Tls(host, error),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
                (HttpFailureKind.Proxy, $"the proxy would not connect to {host}: {Innermost(error)}", ProxyHint),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Connection(host, error),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError } =>
                (HttpFailureKind.InvalidResponse, $"{host} answered with something that is no HTTP: {Innermost(error)}", null),
            SilentServerException => (HttpFailureKind.TimedOut, $"{host}: {error.Message}", null),
            HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                (HttpFailureKind.InvalidResponse, error.Message, null),
            _ => (HttpFailureKind.ConnectionLost, $"the connection to {host} broke before the answer was complete: {Innermost(error)}", (string?)null),
        };
        return Of(request, kind, redactor.Redact(detail), hint);
    }

    public static HttpFailure ConnectTimedOut(HttpRequestMessage request, TimeSpan limit) => Of(
        request,
        HttpFailureKind.Unreachable,
        $"{Authority(request)} did not accept a connection within {Seconds(limit)} s",
        "check the host and port, the network, and HTTPS_PROXY if a proxy is needed");

    public static HttpFailure Silence(HttpRequestMessage request, TimeSpan limit) => Of(
        request, HttpFailureKind.TimedOut, $"{Authority(request)} was silent for {Seconds(limit)} s", hint: null);

    public static HttpFailure Redirect(HttpRequestMessage request, string detail) =>
        Of(request, HttpFailureKind.Redirect, detail, hint: null);

    private const string ProxyHint = "check HTTPS_PROXY, and NO_PROXY for hosts that need none";

    private static HttpFailure Of(HttpRequestMessage request, HttpFailureKind kind, string detail, string? hint) => new()
    {
        Kind = kind,
        Method = request.Method,
        Target = ShownAddress.Of(request),
        Detail = detail,
        Hint = hint,
    };

    private static (HttpFailureKind, string, string?) UnknownHost(HttpRequestMessage request) =>
        (HttpFailureKind.NameResolution, $"the host name {request.RequestUri!.Host} cannot be resolved (DNS)",
            "check the spelling of the host and the network's name servers");

    private static (HttpFailureKind, string, string?) Connection(string host, Exception error) =>
        Find<SocketException>(error)?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => (HttpFailureKind.ConnectionRefused,
                $"{host} refused the connection: nothing listens there", "check the host and port, and that the server runs"),
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => (HttpFailureKind.NameResolution,
                $"the name of {host} cannot be resolved (DNS)", "check the spelling of the host and the network's name servers"),
            _ => (HttpFailureKind.Unreachable, $"{host} cannot be reached: {Innermost(error)}",
                "check the network, and HTTPS_PROXY if a proxy is needed"),
        };

    private static (HttpFailureKind, string, string?) Tls(string host, Exception error)
    {
        var cause = Find<AuthenticationException>(error)?.Message ?? Innermost(error);
        var hint = cause switch
        {
            _ when Says(cause, "UntrustedRoot", "PartialChain") =>
                "if the host uses a private authority, name its certificate: SSL_CERT_FILE=/path/to/ca.pem",
            _ when Says(cause, nameof(SslPolicyErrors.RemoteCertificateNameMismatch)) =>
                "the certificate is for another name: use the host name that it was issued for",
            _ when Says(cause, "NotTimeValid") => "the certificate has expired, or this machine's clock is wrong",
            _ when Says(cause, "frame size", "corrupted frame", "wrong version number") =>
                "the port does not speak TLS: use http:// if the server is meant to be plain",
            _ => null,
        };
        return (HttpFailureKind.Tls, $"no secure connection to {host}: {cause}", hint);
    }

    private static bool Says(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static string Authority(HttpRequestMessage request) => request.RequestUri!.Authority;

    private static string Innermost(Exception error) => error.GetBaseException().Message;

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        while (error is not null and not T)
            error = error.InnerException;
        return (T?)error;
    }
}
