using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Drayage.Listening.Queue;
using Drayage.Model.Events;
using Microsoft.AspNetCore.Http;

namespace Drayage.Listening.Intake;

/// <summary>Takes what a signed webhook says into the queue.</summary>
internal sealed class WebhookReader(ReleaseQueue queue, string repository)
{
    /// <param name="type">Value of <c>X-GitHub-Event</c>.</param>
    /// <param name="delivery">Value of <c>X-GitHub-Delivery</c>.</param>
    public Receipt Take(string type, string delivery, byte[] body)
    {
        WebhookDocument document;
        try
        {
            document = JsonSerializer.Deserialize(body, WebhookJson.Default.WebhookDocument) ?? throw new JsonException("null where an object belongs");
        }
        catch (JsonException malformed)
        {
            return new Receipt.Refused(StatusCodes.Status400BadRequest, $"the body is no webhook: {malformed.Message}");
        }

        // Of the ping too, which is answered whatever it holds, as it only asks whether anybody is there.
        if (type == "ping")
            return new Receipt.Pong();
        if (queue.IsKnown(KeyOfMessage.Delivery(delivery)))
            return new Receipt.Known();
        if (!string.Equals(document.Repository?.FullName, repository, StringComparison.OrdinalIgnoreCase))
            return new Receipt.Ignored();
        return (type, document) switch
        {
            ("release", { Action: "published", Release: { Draft: false, TagName: { Length: > 0 } tag } release }) =>
                Accept(new ReleaseReference(tag, Waybill: null), [KeyOfMessage.Delivery(delivery), .. KeysOf(release)]),
            ("repository_dispatch", { ClientPayload: { ValueKind: JsonValueKind.Object } payload }) when payload.TryGetProperty("event", out var told) =>
                Dispatched(told, delivery),
            _ => new Receipt.Ignored(),
        };
    }

    private Receipt Dispatched(JsonElement told, string delivery)
    {
        try
        {
            return EventCodec.Read(Encoding.UTF8.GetBytes(told.GetRawText())) is ReleaseEvent.Published published
                ? Accept(new ReleaseReference(published.Release.Tag, published.Release.Waybill.Digest), [KeyOfMessage.Delivery(delivery)])
                : new Receipt.Ignored();
        }
        catch (FormatException malformed)
        {
            return new Receipt.Refused(StatusCodes.Status422UnprocessableEntity, malformed.Message);
        }
    }

    private Receipt Accept(ReleaseReference release, ImmutableArray<string> keys) =>
        queue.Accept(release, keys) ? new Receipt.Accepted(release) : new Receipt.Known();

    private static ImmutableArray<string> KeysOf(WebhookRelease release) =>
        release.PublishedAt is { } at ? [KeyOfMessage.Release(release.Id, at)] : [];
}
