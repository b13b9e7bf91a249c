namespace Drayage.Pipeline.Announcing.Notices;

/// <summary>How a service writes text: what values must go through before they stand in a message, and how the usual message is laid out.</summary>
public sealed record NoticeMarkup
{
    /// <summary>Text as it is.</summary>
    public static NoticeMarkup Plain { get; } = new() { Escape = text => text, Link = (text, url) => $"{text} ({url})" };

    /// <summary>Makes a line of text stand for itself: it neither begins markup nor calls anybody.</summary>
    public required Func<string, string> Escape { get; init; }

    /// <summary>Makes an address stand for itself where <see cref="Link"/> puts it. Signs that end links never reach it.</summary>
    public Func<string, string> EscapeAddress { get; init; } = address => address;

    /// <summary>A link of a text to an address, both already escaped.</summary>
    public required Func<string, string, string> Link { get; init; }

    /// <summary>Begins an item of a list.</summary>
    public string Bullet { get; init; } = "- ";

    /// <summary>Between a list and what follows it.</summary>
    public string Paragraph { get; init; } = "\n";
}
