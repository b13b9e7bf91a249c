using System.Collections.Immutable;
using System.Net;
using Drayage.Model.Explaining;
using Drayage.Model.Explaining.Knowledge;
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
        MayPass(failure) ? hint ?? failure.Hint ?? "it may pass; go on with: drayage resume" : QuotaHint(failure) ?? hint ?? failure.Hint ?? PlanHint(failure),
        failure.RetryAfter);

    /// <summary>The first remedy of what is known of a refusal, where that is one of these.</summary>
    /// <param name="client">Who speaks the destination's protocol.</param>
    /// <param name="telling">Failures that are told by the server's words and whose remedy holds for Drayage too.</param>
    public static string? RemedyAmong(this HttpFailure failure, Client client, ImmutableArray<KnownFailure> telling) =>
        Known(failure, client) is { } known && telling.Contains(known) ? known.Remedies[0] : null;

    // Said with a status that otherwise means a wrong token or content, so that what is known of this comes first.
    private static string? QuotaHint(HttpFailure failure) =>
        Known(failure, Client.Unknown) == RegistryContentFailures.QuotaExceeded ? RegistryContentFailures.QuotaExceeded.Remedies[0] : null;

    private static string? PlanHint(HttpFailure failure) =>
        failure.Status == HttpStatusCode.PaymentRequired ? StatusFailures.PaymentRequired.Remedies[0] : null;

    private static KnownFailure? Known(HttpFailure failure, Client client) =>
        KnownFailures.Recognise(new Symptom { Text = failure.Describe(), Status = (int?)failure.Status, Clients = client })?.Failure;

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
