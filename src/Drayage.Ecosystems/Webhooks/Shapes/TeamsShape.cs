using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Drayage.Pipeline.Announcing.Notices;

namespace Drayage.Ecosystems.Webhooks.Shapes;

/// <summary>Webhooks of workflows in Microsoft Teams ("When a Teams webhook request is received"): a message with one Adaptive Card.</summary>
internal sealed partial class TeamsShape : WebhookShape
{
    // Teams takes 28 KB a message.
    private const int Largest = 28_000;
    private const int LongestHeadline = 1000;

    public override string Name => "teams";

    public override NoticeMarkup Markup { get; } = new()
    {
        Escape = text => Signs().Replace(text, @"\$0"),
        Link = (text, url) => $"[{text}]({url})",
        Paragraph = "\n\n",
    };

    public override byte[] Write(Notice notice, string message)
    {
        var limit = message.Length;
        while (true)
        {
            var body = Bytes(CardOf(notice, NoticeText.Shorten(message, Math.Max(limit, 2))));
            if (body.Length <= Largest || limit < 2)
                return body;
            limit -= Math.Max((body.Length - Largest) / 4, 1);
        }
    }

    private JsonObject CardOf(Notice notice, string message) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = message.Length == 0 ? new JsonArray(HeadlineOf(notice)) : new JsonArray(HeadlineOf(notice), Block(message)),
            },
        }),
    };

    private JsonObject HeadlineOf(Notice notice) => Block(
        NoticeText.Shorten(Markup.Escape(NoticeText.OneLine(notice.Headline)), LongestHeadline), ("weight", "Bolder"), ("size", "Medium"), ("color", ColourOf(notice.Tone)));

    private static JsonObject Block(string text, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true };
        foreach (var (name, value) in more)
            block[name] = value;
        return block;
    }

    private static string ColourOf(NoticeTone tone) => tone switch
    {
        NoticeTone.Good => "Good",
        NoticeTone.Bad => "Attention",
        _ => "Default",
    };

    [GeneratedRegex(@"[\\*_~`<>#+()\[\]!-]", RegexOptions.NonBacktracking)]
    private static partial Regex Signs();
}
