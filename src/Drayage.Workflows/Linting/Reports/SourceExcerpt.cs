using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Reports;

/// <summary>A line of a file, and carets under a stretch of it.</summary>
/// <param name="Number">One-based.</param>
/// <param name="Text">The line; a long one is cut to the part around the stretch.</param>
/// <param name="Carets">Blanks and carets, with the line's own tabs so that both stand in line.</param>
public sealed record SourceExcerpt(int Number, string Text, string Carets)
{
    private const int Widest = 160;

    /// <returns>Null where the file has no such line, as for one that was not read.</returns>
    public static SourceExcerpt? Of(SourceFile source, SourcePlace place)
    {
        if (source.Text.Length == 0)
            return null;
        var line = source.Line(place.Line);
        var from = Math.Min(place.Start - source.LineStart(place.Line), line.Length);
        var length = Math.Max(1, Math.Min(place.End, source.LineEnd(place.Line)) - place.Start);
        var cut = line.Length <= Widest || from + length <= Widest ? 0 : Math.Max(0, from - 40);
        var shown = line[cut..Math.Min(line.Length, cut + Widest)].ToString();
        var before = shown[..Math.Min(from - cut, shown.Length)];
        var carets = new string('^', Math.Clamp(length, 1, Math.Max(1, shown.Length - before.Length)));
        return new SourceExcerpt(place.Line, Printable(shown), string.Concat(before.Select(character => character == '\t' ? '\t' : ' ')) + carets);
    }

    // A terminal would obey control characters of a hostile file.
    private static string Printable(string text) =>
        string.Create(text.Length, text, (span, from) =>
        {
            for (var at = 0; at < span.Length; at++)
                span[at] = char.IsControl(from[at]) && from[at] != '\t' ? '\uFFFD' : from[at];
        });
}
