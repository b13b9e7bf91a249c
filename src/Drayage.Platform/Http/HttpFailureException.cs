namespace Drayage.Platform.Http;

/// <summary>
/// An unanswered request, for code that uses <see cref="HttpPipeline.NewClient"/>. The message is fit to be shown.
/// </summary>
public sealed class HttpFailureException : HttpRequestException
{
    internal HttpFailureException(HttpFailure failure)
        : base(Error(failure.Kind), failure.Describe()) => Failure = failure;

    public HttpFailure Failure { get; }

    private static HttpRequestError Error(HttpFailureKind kind) => kind switch
    {
        HttpFailureKind.NameResolution => HttpRequestError.NameResolutionError,
        HttpFailureKind.ConnectionRefused or HttpFailureKind.Unreachable => HttpRequestError.ConnectionError,
        HttpFailureKind.Tls => HttpRequestError.SecureConnectionError,
        HttpFailureKind.Proxy => HttpRequestError.ProxyTunnelError,
        HttpFailureKind.ConnectionLost => HttpRequestError.ResponseEnded,
        HttpFailureKind.InvalidResponse => HttpRequestError.InvalidResponse,
        _ => HttpRequestError.Unknown,
    };
}
