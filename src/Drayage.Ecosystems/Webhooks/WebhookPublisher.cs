using System.Net;
using System.Net.Http.Headers;
using Drayage.Ecosystems.Webhooks.Shapes;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing.Notices;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Webhooks;

/// <summary>Posts messages to webhooks. An answer of 2xx says that it is shown; there is nothing else to ask.</summary>
/// <param name="address">Null where nothing is sent.</param>
internal sealed class WebhookPublisher(HttpPipeline http, SecretResolver secrets, WebhookAddress? address) : IPublisher
{
    /// <summary>The embedded registries, which have webhooks too.</summary>
    public RehearsalSite? Rehearsal { get; init; }

    public bool IsReversible => false;

    public int Concurrency => 1;

    public DeliveryGuarantee Guarantee => DeliveryGuarantee.AtLeastOnce;

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) => Task.FromResult(new PreflightReport(
        [address is WebhookAddress.Secret { Reference: var reference } && Rehearsal is null && !secrets.IsPresent(reference)
            ? PreflightFinding.Doubtful(PreflightSubject.Credential, $"the secret {reference} is not set: nobody will be told there; nothing else waits for that")
            : PreflightFinding.Unknown(PreflightSubject.Reach, $"whether {consignment.Address} takes messages cannot be known before one is sent")]));

    public Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Task.FromResult<Probe>(new Probe.Unknown("a webhook cannot be asked what it was told"));

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ProbeAsync(consignment, effect, content, cancellationToken);

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var notice = content.NoticeOf(consignment.Announcement!, (Effect.Announce)effect);
        var shape = WebhookShape.Named(consignment.Options.GetValueOrDefault("format"));
        var failed = $"destination {consignment.Destination}: {notice.Event.Type} of {notice.Event.Subject} was not told";
        var template = consignment.Options.GetValueOrDefault("message") ?? NoticeMessages.For(shape.Markup);
        var body = shape.Write(notice, NoticeTemplate.Render(template, notice, shape.Markup));
        var call = new HttpCall
        {
            Method = HttpMethod.Post,
            Uri = await UrlAsync(consignment, shape, failed, cancellationToken),
            ShownAs = address is WebhookAddress.Secret { Reference: var reference } ? reference.ToString() : null,
            Content = () => new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Repeatable = false,
            // What is told is for the configured address alone.
            FollowRedirects = false,
        };
        using var reply = await http.AskAsync(call, failed, cancellationToken);
        if (!reply.IsSuccess)
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(failed, HintFor(reply.Status));
    }

    /// <summary>As with the real ones, who knows the address of an embedded webhook may write there.</summary>
    private async Task<Uri> UrlAsync(Consignment consignment, WebhookShape shape, string failed, CancellationToken cancellationToken)
    {
        if (Rehearsal is { } site)
            return new Uri(site.Address, $"hooks/{shape.Name}/{consignment.Destination}/{site.Token.Reveal()}");
        switch (address)
        {
            case WebhookAddress.Open open:
                return open.Url;
            case WebhookAddress.Secret secret:
                var value = (await secrets.ResolveAsync(secret.Reference, cancellationToken)).Reveal().Trim();
                if (!WebhookAddress.TryRead(value, out var url))
                    throw new DeliveryException(DeliveryFailure.Refused, failed, $"{secret.Reference} holds no address to post to: https://HOST/PATH", "copy the webhook's address from the service into it; then: drayage resume");
                // Answers may repeat a part of it, or another spelling.
                secrets.Learn(url.AbsoluteUri);
                secrets.Learn(url.PathAndQuery);
                return url;
            default:
                throw new InvalidOperationException("nothing is sent here");
        }
    }

    private static string HintFor(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone =>
            "the service does not know the webhook (any more): make a new one, and put its address where 'url' says; then: drayage resume",
        HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => "check 'format' of the destination; then: drayage resume",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "messages follow no redirect: name the address that it leads to",
        _ => "nothing waits for it; tell it again with: drayage resume",
    };
}
