namespace Drayage.Formats.Templates;

/// <summary>Jinja2's options on white space, with Jinja2's defaults.</summary>
public sealed record TemplateOptions
{
    public static TemplateOptions Default { get; } = new();

    /// <summary>Removes the line end directly behind a block tag or comment.</summary>
    public bool TrimBlocks { get; init; }

    /// <summary>Removes the blanks before a block tag or comment that begins its line.</summary>
    public bool LstripBlocks { get; init; }

    /// <summary>Keeps one line end at the end of the template, which is removed otherwise.</summary>
    public bool KeepTrailingNewline { get; init; }
}
