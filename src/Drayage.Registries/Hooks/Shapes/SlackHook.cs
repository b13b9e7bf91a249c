using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Hooks.Shapes;

/// <summary>Incoming webhooks of Slack (docs.slack.dev, "Sending messages using incoming webhooks" and "Block Kit"). Errors are one word.</summary>
internal sealed class SlackHook : HookShape
{
    private const int MostBlocks = 50;
    private const int LongestText = 40_000;
    private const int LongestHeader = 150;
    private const int LongestSection = 3000;
    private const int MostElements = 10;

    public override string Name => "slack";

    public override int Accepted => StatusCodes.Status200OK;

    public override string Answer => "ok";

    public override HookRefusal UnknownHook() => new(StatusCodes.Status403Forbidden, "text/html", "invalid_token");

    public override HookRefusal Malformed(string reason) => Refusal("invalid_payload");

    public override void Validate(JsonElement message)
    {
        Object(message, "the message");
        var text = Text(message, "text");
        var blocks = List(message, "blocks");
        if (string.IsNullOrEmpty(text) && blocks.Length == 0 && List(message, "attachments").Length == 0)
            throw Refusal("no_text");
        if (text?.Length > LongestText)
            throw Refusal("msg_too_long");
        if (blocks.Length > MostBlocks || !blocks.All(IsBlock))
            throw Refusal("invalid_blocks");
    }

    private bool IsBlock(JsonElement block) => block.ValueKind == JsonValueKind.Object && Text(block, "type") switch
    {
        "header" => block.TryGetProperty("text", out var text) && IsText(text, LongestHeader, "plain_text"),
        "section" => block.TryGetProperty("text", out var text) && IsText(text, LongestSection, "plain_text", "mrkdwn"),
        "context" => List(block, "elements") is { Length: > 0 and <= MostElements } elements && elements.All(one => IsText(one, LongestSection, "plain_text", "mrkdwn")),
        "divider" => true,
        _ => false,
    };

    private bool IsText(JsonElement text, int longest, params string[] types) =>
        text.ValueKind == JsonValueKind.Object
        && Text(text, "text") is { Length: > 0 } value
        && value.Length <= longest
        && Text(text, "type") is { } type
        && types.Contains(type)
        // Each kind of text has a flag that the other refuses.
        && !text.TryGetProperty(type == "mrkdwn" ? "emoji" : "verbatim", out _);

    private static HookRefusal Refusal(string word) => new(StatusCodes.Status400BadRequest, "text/html", word);
}
