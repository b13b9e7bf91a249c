using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Fixing.Editing;

/// <summary>Changes a script where it stands: in a block, behind its key, or by itself in a guide.</summary>
internal sealed class ScriptEdits
{
    private readonly EditedFile file;
    private readonly ScalarText text;
    private readonly Step step;

    private ScriptEdits(EditedFile file, ScalarText text, Step step)
    {
        this.file = file;
        this.text = text;
        this.step = step;
    }

    /// <summary>The script as it is written after decoding.</summary>
    public string Script => text.Value;

    /// <summary>Nothing but the script: no YAML around it.</summary>
    public bool IsBare => text.Place.Start == 0 && text.Place.Length == text.Source.Text.Length;

    private bool HasLines => IsBare || text.Style == TextStyle.Literal;

    /// <returns>Null where the step has no script, or its characters cannot be found in the file.</returns>
    public static ScriptEdits? Of(EditedFile file, StepActs step) =>
        step.Text is { IsMapped: true } text ? new ScriptEdits(file, text, step.Traced.Step) : null;

    /// <summary>Puts another text in place of a stretch of the script.</summary>
    /// <returns>Null where the stretch is not written in one piece, or the style cannot hold the text.</returns>
    public TextEdit? Replace(TextSpan span, string replacement)
    {
        var place = text.PlaceOf(span.Start, span.Length);
        if (!string.Equals(file.Raw(place.Start, place.End), span.Of(text.Value), StringComparison.Ordinal) && span.Length > 0)
            return null;
        return Spelled(replacement) is { } spelled ? new TextEdit(place.Start, place.End, spelled) : null;
    }

    /// <summary>Puts a text into the script.</summary>
    /// <returns>Null where the style cannot hold the text.</returns>
    public TextEdit? Insert(int offset, string inserted)
    {
        // Behind a character rather than before the next one, which may stand in another line.
        var at = offset == 0 ? text.FileOffset(0) : text.PlaceOf(offset - 1, 1).End;
        return Spelled(inserted) is { } spelled ? TextEdit.Insert(at, spelled) : null;
    }

    /// <summary>Adds words to a command behind others of it: in a line of their own where those have one.</summary>
    /// <param name="words">What they come behind; from the first word of its line, where it has one of its own.</param>
    /// <param name="added">Without blanks around.</param>
    public TextEdit? InsertWords(TextSpan words, string added)
    {
        var lineStart = words.Start == 0 ? 0 : text.Value.LastIndexOf('\n', words.Start - 1) + 1;
        var lineEnd = text.Value.IndexOf('\n', words.End) is >= 0 and var found ? found : text.Value.Length;
        if (!HasLines || !text.Value.AsSpan(lineStart..words.Start).IsWhiteSpace() || text.Value.AsSpan(words.End..lineEnd).Trim() is not "\\")
            return Insert(words.End, $" {added}");
        var line = LineOf(words.Start);
        return file.InsertBelow(line, $"{PrefixOf(line)}{added} \\");
    }

    /// <summary>Takes words of a command away: with their line where they have one of their own, otherwise with the blanks before them.</summary>
    /// <returns>Null where the words are not written in one piece.</returns>
    public TextEdit? Remove(TextSpan span)
    {
        var (range, isLine) = ScriptWords.Around(text.Value, span);
        if (HasLines && isLine)
            return TextEdit.Remove(file.Read.LineStart(LineOf(range.Start)), file.Read.LineStart(LineOf(range.End - 1) + 1));
        var place = text.PlaceOf(range.Start, range.Length);
        return HasLines || !file.Raw(place.Start, place.End).Contains('\n', StringComparison.Ordinal) ? TextEdit.Remove(place.Start, place.End) : null;
    }

    /// <summary>Puts other lines in place of whole lines of the script.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <param name="replacement">Lines with the script's own indentation.</param>
    /// <returns>Null for a script that is not written in lines.</returns>
    public TextEdit? ReplaceLines(TextSpan lines, string replacement)
    {
        if (!HasLines)
            return null;
        var first = LineOf(lines.Start);
        var margin = PrefixOf(first)[..^Indent(text.Value.AsSpan(lines.Start))];
        return file.ReplaceLines(first, LineOf(lines.End - 1), WithMargin(margin, replacement));
    }

    /// <summary>The whole lines that a command stands in, when nothing but it stands there.</summary>
    /// <returns>Null where other commands share its lines.</returns>
    public TextSpan? LinesOf(TextSpan command)
    {
        var start = command.Start == 0 ? 0 : text.Value.LastIndexOf('\n', command.Start - 1) + 1;
        var end = text.Value.IndexOf('\n', command.End) is >= 0 and var found ? found : text.Value.Length;
        return text.Value.AsSpan(start..command.Start).IsWhiteSpace() && text.Value.AsSpan(command.End..end).Trim() is [] or ['#', ..]
            ? new TextSpan(start, end)
            : null;
    }

    /// <summary>Adds a line above the line in which an offset of the script lies.</summary>
    /// <returns>Empty where there is no safe way.</returns>
    public ImmutableArray<TextEdit> InsertLineAbove(int offset, string line)
    {
        if (!HasLines)
            return ToBlock([line, text.Value]);
        var first = file.LineOf(text.FileOffset(offset));
        return [file.InsertAbove(first, PrefixOf(first) + line)];
    }

    /// <summary>Adds lines below whole lines of the script, indented as the first of them is.</summary>
    /// <returns>Empty where there is no safe way.</returns>
    public ImmutableArray<TextEdit> InsertLinesBelow(TextSpan lines, string added)
    {
        if (!HasLines)
            return ToBlock([text.Value, added]);
        var first = file.LineOf(text.FileOffset(lines.Start));
        var last = file.LineOf(text.PlaceOf(Math.Max(lines.Start, lines.End - 1), 1).Start);
        var margin = PrefixOf(first)[..^Indent(text.Value.AsSpan(lines.Start))];
        return [file.InsertBelow(last, WithMargin(margin, added))];
    }

    /// <summary>The prefix of a line of the file: what stands before the script's own text in it.</summary>
    private string PrefixOf(int line)
    {
        var content = file.Read.LineStart(line) + file.IndentOf(line);
        return file.PrefixTo(content);
    }

    // A command of one line becomes a block of several.
    private ImmutableArray<TextEdit> ToBlock(string[] lines)
    {
        if (step.Node.Find("run") is not { } run || !ReferenceEquals((run.Value as YamlNode.Scalar)?.Text, text) || step.Node.IsFlow
            || text.Style == TextStyle.Folded || text.Value.Contains('\n', StringComparison.Ordinal) || !MappingEdits.IsUnshared(file, run)
            || file.LineOf(text.Place.Start) != file.LineOf(text.Place.End) || file.LineOf(run.Key.Place.Start) != file.LineOf(text.Place.Start))
            return [];
        var prefix = file.PrefixTo(run.Key.Place.Start) + file.Unit;
        return
        [
            new TextEdit(text.Place.Start, text.Place.End, "|"),
            file.InsertBelow(file.LineOf(text.Place.Start), lines.Select(line => prefix + line)),
        ];
    }

    private int LineOf(int offset) => file.LineOf(text.FileOffset(offset));

    // A script by itself has the line ends of its file.
    private static IEnumerable<string> WithMargin(string margin, string lines) => lines.Split('\n').Select(line => line.TrimEnd('\r') is { Length: > 0 } text ? margin + text : "");

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(" \t").Length;

    private string? Spelled(string added)
    {
        if (HasLines)
            return added;
        return text.Style switch
        {
            TextStyle.DoubleQuoted => added.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal),
            TextStyle.SingleQuoted => added.Replace("'", "''", StringComparison.Ordinal),
            _ when added.Contains(" #", StringComparison.Ordinal) || added.Contains(": ", StringComparison.Ordinal) => null,
            TextStyle.Plain when step.Node.IsFlow && added.AsSpan().ContainsAny(",[]{}") => null,
            _ => added,
        };
    }
}
