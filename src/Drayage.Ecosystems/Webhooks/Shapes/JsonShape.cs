using System.Text.Json.Nodes;
using Drayage.Model.Events;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Announcing.Notices;

namespace Drayage.Ecosystems.Webhooks.Shapes;

/// <summary>For services of all kinds: <c>{ "headline", "message", "event" }</c>, the event as <c>docs/schemas/event-v1.json</c> has it.</summary>
internal sealed class JsonShape : WebhookShape
{
    private const int Largest = 64 * 1024;
    private const int LongestMessage = 10_000;

    public override string Name => "json";

    public override bool HasSecretAddress => false;

    public override NoticeMarkup Markup => NoticeMarkup.Plain;

    public override byte[] Write(Notice notice, string message) => FittedEvent.Write(notice.Event, Largest, fitted => Bytes(new JsonObject
    {
        ["headline"] = NoticeText.OneLine(notice.Headline),
        ["message"] = NoticeText.Shorten(message, LongestMessage),
        ["event"] = JsonNode.Parse(EventCodec.Write(fitted)),
    }));
}
