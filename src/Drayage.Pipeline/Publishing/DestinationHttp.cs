using System.Net;
using Drayage.Platform.Http;

namespace Drayage.Pipeline.Publishing;

/// <summary>Requests of publishers: sent once, since retrying is a decorator around publishers, and failing as deliveries do.</summary>
public static class DestinationHttp
{
    /// <summary>Waits for the headers of an answer, whatever its status. The reply must be disposed.</summary>
    /// <param name="message">What failed, on what, in case no answer comes.</param>
    /// <exception cref="DeliveryException">No answer came.</exception>
    public static async Task<HttpReply> AskAsync(this HttpPipeline http, HttpCall call, string message, CancellationToken cancellationToken) =>
        Answer(await http.SendAsync(call with { Repeatable = false }, cancellationToken), message);

    /// <summary>As <see cref="AskAsync"/>, with the whole body read, whatever the status.</summary>
    /// <param name="bodyLimit">Most bytes that are taken.</param>
    /// <exception cref="DeliveryException">No complete answer came.</exception>
    public static async Task<HttpReply> FetchAsync(
        this HttpPipeline http, HttpCall call, int bodyLimit, string message, CancellationToken cancellationToken) =>
        Answer(await http.FetchAsync(call with { Repeatable = false }, bodyLimit, cancellationToken), message);

    /// <summary>Tells what may pass by itself from what will not.</summary>
    /// <param name="failure">What came of the request.</param>
    /// <param name="message">What failed, on what.</param>
    /// <param name="hint">What to do about it; null takes the failure's own.</param>
    public static DeliveryException ToDelivery(this HttpFailure failure, string message, string? hint = null) => new(
        MayPass(failure) ? DeliveryFailure.Transient : DeliveryFailure.Refused,
        message,
        failure.Describe(),
        hint ?? failure.Hint ?? (MayPass(failure) ? "it may pass; go on with: drayage resume" : null),
        failure.RetryAfter);

    private static HttpReply Answer(HttpResult result, string message) => result switch
    {
        HttpResult.Answered answered => answered.Reply,
        HttpResult.Unanswered unanswered => throw unanswered.Failure.ToDelivery(message),
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    private static bool MayPass(HttpFailure failure) => failure.Status switch
    {
        null => failure.Kind is not (HttpFailureKind.Tls or HttpFailureKind.Redirect),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => true,
        // A limit is told from a missing permission by the pause that it names.
        HttpStatusCode.Forbidden => failure.RetryAfter is not null,
        HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported => false,
        { } status => (int)status >= 500,
    };
}
