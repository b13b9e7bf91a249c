using System.Text.Json.Nodes;
using Drayage.Pipeline.Announcing.Notices;

namespace Drayage.Ecosystems.Webhooks.Shapes;

/// <summary>Incoming webhooks of Slack, and of those that understand the same: <c>text</c> for notifications, <c>blocks</c> for what is shown.</summary>
internal sealed class SlackShape : WebhookShape
{
    private const int LongestHeader = 150;
    private const int LongestSection = 3000;

    public override string Name => "slack";

    /// <summary>mrkdwn knows no other escapes. People are called by <c>&lt;@…&gt;</c> and <c>&lt;!…&gt;</c> alone, code is put between backticks.</summary>
    public override NoticeMarkup Markup { get; } = new()
    {
        Escape = text => Entities(text).Replace('`', '\''),
        EscapeAddress = address => address.Replace("&", "&amp;", StringComparison.Ordinal),
        Link = (text, url) => $"<{url}|{text}>",
        Bullet = "• ",
    };

    public override byte[] Write(Notice notice, string message)
    {
        var headline = NoticeText.OneLine(notice.Headline);
        var blocks = new JsonArray(new JsonObject
        {
            ["type"] = "header",
            ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = NoticeText.Shorten(headline, LongestHeader), ["emoji"] = false },
        });
        // A section without text is refused.
        if (message.Length > 0)
        {
            blocks.Add((JsonNode)new JsonObject
            {
                ["type"] = "section",
                // Names of channels and people in plain words stay words.
                ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = NoticeText.Shorten(message, LongestSection), ["verbatim"] = true },
            });
        }

        return Bytes(new JsonObject
        {
            ["text"] = NoticeText.Shorten(Markup.Escape(headline), LongestSection),
            ["blocks"] = blocks,
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
        });
    }

    private static string Entities(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
