using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.CloudEvents;

/// <summary>Posts CloudEvents. An answer of 2xx says that the receiver has the event; there is nothing else to ask.</summary>
internal sealed class CloudEventsPublisher(HttpPipeline http) : IPublisher
{
    public HttpCredential? Credential { get; init; }

    /// <summary>Null signs nothing.</summary>
    public SecretSource? SigningSecret { get; init; }

    /// <summary>Secrets that are not set.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>The embedded registries, which receive events too.</summary>
    public Uri? Rehearsal { get; init; }

    public bool IsReversible => false;

    public int Concurrency => 1;

    public DeliveryGuarantee Guarantee => DeliveryGuarantee.AtLeastOnce;

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) => Task.FromResult(new PreflightReport(
        [.. Missing.Select(secret => PreflightFinding.Doubtful(PreflightSubject.Credential, $"the secret {secret} is not set: events will not be told; nothing else waits for that")),
            PreflightFinding.Unknown(PreflightSubject.Reach, $"whether {consignment.Address} takes events cannot be known before one is sent")]));

    public Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Task.FromResult<Probe>(new Probe.Unknown("a receiver of events cannot be asked what it has"));

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ProbeAsync(consignment, effect, content, cancellationToken);

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var told = content.EventOf(consignment.Announcement!, (Effect.Announce)effect);
        var message = $"destination {consignment.Destination}: event {told.Type} of {told.Subject} was not taken";
        var request = CloudEventRequest.Of(told, CloudEventOptions.Of(consignment.Options));
        using var reply = await http.AskAsync(await CallAsync(consignment, request, cancellationToken), message, cancellationToken);
        if (!reply.IsSuccess)
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message, HintFor(reply.Status));
    }

    private async Task<HttpCall> CallAsync(Consignment consignment, CloudEventRequest request, CancellationToken cancellationToken)
    {
        var call = new HttpCall
        {
            Method = HttpMethod.Post,
            Uri = Rehearsal is { } site ? new Uri(site, $"events/{consignment.Destination}") : new Uri(consignment.Address),
            Headers = request.Headers,
            Credential = Credential,
            Content = () => new ByteArrayContent(request.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(request.ContentType) } },
            Repeatable = false,
            // Who is told, and of what, is for the configured address alone.
            FollowRedirects = false,
        };
        return SigningSecret is null
            ? call
            : call.WithHeader("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData((await SigningSecret(cancellationToken)).RevealBytes(), request.Body))}");
    }

    private static string HintFor(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "check 'token' and 'signing-secret' of the destination against the receiver's; then: drayage resume",
        HttpStatusCode.UnsupportedMediaType => "the receiver may want the other mode: binary or structured",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "events follow no redirect: write the address that it leads to into 'url'",
        _ => "nothing waits for it; tell it again with: drayage resume",
    };
}
