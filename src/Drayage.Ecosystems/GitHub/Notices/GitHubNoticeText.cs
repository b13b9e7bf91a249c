using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model.Events;
using Drayage.Pipeline.Announcing.Notices;

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>What is written on GitHub.</summary>
internal static partial class GitHubNoticeText
{
    public const string DefaultTitle = "{{ headline }}";

    private const int LongestTitle = 256;

    // GitHub takes 65,536 characters; the marker and the headline need some.
    private const int LongestMessage = 60_000;

    /// <summary>
    /// A zero-width space, which GitHub's own tools put there too, keeps names from calling people and numbers from linking issues, which
    /// a backslash does not.
    /// </summary>
    private const string Gap = "&#8203;";

    private static readonly NoticeMarkup Markdown = new()
    {
        Escape = Escape,
        Link = (text, url) => $"[{text}](<{url}>)",
    };

    /// <summary>A comment that nobody sees, by which what was told is found again.</summary>
    public static string MarkerOf(ReleaseEvent told) => $"<!-- drayage-event: {told.Id} -->";

    public static string TitleOf(Notice notice, ImmutableSortedDictionary<string, string> options) =>
        NoticeText.Shorten(NoticeTemplate.RenderTitle(options.GetValueOrDefault("title", DefaultTitle), notice), LongestTitle);

    /// <param name="notice">What is told.</param>
    /// <param name="options">Of the consignment.</param>
    /// <param name="hasTitle">Whether the headline stands elsewhere.</param>
    public static string BodyOf(Notice notice, ImmutableSortedDictionary<string, string> options, bool hasTitle)
    {
        var own = options.GetValueOrDefault("message");
        var message = NoticeTemplate.Render(own ?? NoticeMessages.For(Markdown), notice, Markdown);
        var headline = hasTitle || (own is not null && message.Length > 0) ? "" : $"**{Escape(NoticeText.OneLine(notice.Headline))}**\n\n";
        return $"{headline}{NoticeText.Shorten(message, LongestMessage)}\n\n{MarkerOf(notice.Event)}";
    }

    private static string Escape(string text)
    {
        var shown = Signs().Replace(text, sign => sign.Value switch
        {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            "@" => "@" + Gap,
            "#" => "#" + Gap,
            var other => @"\" + other,
        });
        // GH-1 is an issue too, www. an address, and a number with a dot begins a list.
        return Beginnings().Replace(shown, beginning => beginning.Value.Insert(beginning.Length - 1, beginning.Value[0] is >= '0' and <= '9' ? @"\" : Gap));
    }

    [GeneratedRegex(@"[\\`*_\[\]<>#+=|~&@:$-]", RegexOptions.NonBacktracking)]
    private static partial Regex Signs();

    [GeneratedRegex(@"\bGH\\|\bwww\.|\A[0-9]+[.)]", RegexOptions.IgnoreCase)]
    private static partial Regex Beginnings();
}
