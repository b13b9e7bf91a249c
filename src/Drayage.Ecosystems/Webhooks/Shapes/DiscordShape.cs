using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Drayage.Pipeline.Announcing.Notices;

namespace Drayage.Ecosystems.Webhooks.Shapes;

/// <summary>Webhooks of Discord: the headline as <c>content</c>, the message in an embed of the colour of the news.</summary>
internal sealed partial class DiscordShape : WebhookShape
{
    private const int LongestContent = 2000;
    private const int LongestDescription = 4096;

    public override string Name => "discord";

    public override NoticeMarkup Markup { get; } = new()
    {
        Escape = text => Signs().Replace(text, @"\$0"),
        Link = (text, url) => $"[{text}](<{url}>)",
    };

    public override byte[] Write(Notice notice, string message) => Bytes(new JsonObject
    {
        ["content"] = NoticeText.Shorten($"**{Markup.Escape(NoticeText.OneLine(notice.Headline))}**", LongestContent),
        // An embed counts up to 6,000 characters; its description alone stays below.
        ["embeds"] = message.Length == 0 ? new JsonArray() : new JsonArray(new JsonObject
        {
            ["description"] = NoticeText.Shorten(message, LongestDescription),
            ["color"] = ColourOf(notice.Tone),
        }),
        // Nobody is called, whatever the text says.
        ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() },
    });

    private static int ColourOf(NoticeTone tone) => tone switch
    {
        NoticeTone.Good => 0x2E7D32,
        NoticeTone.Bad => 0xC62828,
        _ => 0x757575,
    };

    [GeneratedRegex(@"[\\*_~`|<>@#:+()\[\]-]", RegexOptions.NonBacktracking)]
    private static partial Regex Signs();
}
