using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Hooks.Shapes;

/// <summary>
/// Webhooks of workflows in Microsoft Teams: a message whose attachments are Adaptive Cards (learn.microsoft.com, "Create incoming webhooks
/// with Workflows"; adaptivecards.io, schema 1.5).
/// </summary>
internal sealed class TeamsHook : HookShape
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private static readonly string[] Elements = ["TextBlock", "FactSet", "Container", "ColumnSet", "RichTextBlock", "Image", "ActionSet"];

    public override string Name => "teams";

    public override int Accepted => StatusCodes.Status202Accepted;

    public override int Largest => 28 * 1024;

    public override HookRefusal UnknownHook() => Refusal(StatusCodes.Status401Unauthorized, "DirectApiAuthorizationRequired", "The request must be authenticated only by Shared Access scheme.");

    public override HookRefusal Malformed(string reason) => Refusal(StatusCodes.Status400BadRequest, "InvalidRequestContent", $"The request content is not valid: {reason}.");

    public override HookRefusal TooLarge() => Refusal(StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", "The message is too large.");

    public override void Validate(JsonElement message)
    {
        if (Text(Object(message, "the message"), "type") != "message")
            throw Malformed("'type' is not 'message'");
        var attachments = List(message, "attachments");
        if (attachments.Length == 0)
            throw Malformed("'attachments' is empty");
        foreach (var attachment in attachments)
        {
            if (Text(Object(attachment, "an attachment"), "contentType") != CardType)
                throw Malformed($"'contentType' is not '{CardType}'");
            Card(attachment.TryGetProperty("content", out var card) ? Object(card, "a card") : throw Malformed("an attachment has no 'content'"));
        }
    }

    private void Card(JsonElement card)
    {
        if (Text(card, "type") != "AdaptiveCard")
            throw Malformed("the card is no AdaptiveCard");
        if (Text(card, "version") is not ("1.0" or "1.1" or "1.2" or "1.3" or "1.4" or "1.5"))
            throw Malformed("the card's 'version' is missing or unknown");
        var body = List(card, "body");
        if (body.Length == 0)
            throw Malformed("the card's 'body' is empty");
        foreach (var element in body)
        {
            var type = Text(Object(element, "an element"), "type");
            if (!Elements.Contains(type))
                throw Malformed($"'{type}' is no element");
            if (type == "TextBlock" && string.IsNullOrEmpty(Text(element, "text")))
                throw Malformed("a TextBlock has no text");
        }
    }

    private static HookRefusal Refusal(int status, string code, string message) =>
        new(status, "application/json", new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }.ToJsonString());
}
