using Drayage.Model;

namespace Drayage.Formats.Templates.Syntax;

/// <summary>The text of a template with LF as its only line end, and the one wording of its errors.</summary>
internal sealed class TemplateSource
{
    private readonly SourceLocation _origin;

    public TemplateSource(string text, SourceLocation origin, bool keepTrailingNewline)
    {
        _origin = origin;
        Text = text.Replace("\r\n", "\n").Replace('\r', '\n');
        if (!keepTrailingNewline && Text.EndsWith('\n'))
            Text = Text[..^1];
    }

    public string Text { get; }

    public SourceLocation At(int position)
    {
        var before = Text.AsSpan(0, Math.Min(position, Text.Length));
        var line = before.Count('\n');
        var column = position - (before.LastIndexOf('\n') + 1) + 1;
        var firstLine = Math.Max(_origin.Line, 1);
        return line == 0
            ? new SourceLocation(_origin.Path, firstLine, column + Math.Max(_origin.Column, 1) - 1)
            : new SourceLocation(_origin.Path, firstLine + line, column);
    }

    /// <summary>The text is no template.</summary>
    public ReleaseException Malformed(int position, string because, string hint) =>
        new(ExitCode.Usage, $"cannot read the template in {_origin.Path}", $"{At(position)}: {because}", hint);

    /// <summary>The values do not fit the template.</summary>
    public ReleaseException Unfit(int position, string because, string hint) =>
        new(ExitCode.Usage, $"cannot render the template in {_origin.Path}", $"{At(position)}: {because}", hint);

    public static ReleaseException Undefined(SourceLocation at, string name, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToArray();
        var nearest = NearestName.Find(name, names);
        var hint = (nearest is null ? "" : $"did you mean '{nearest}'? ") + (names.Length == 0 ? "nothing is known here" : $"known here: {string.Join(", ", names)}");
        return new ReleaseException(ExitCode.Usage, $"cannot render the template in {at.Path}", $"{at}: '{name}' is undefined", hint);
    }
}
