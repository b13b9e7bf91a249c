using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Formats.Toml.Syntax;

namespace Drayage.Formats.Toml.Editing;

/// <summary>Adds a key to a table, in the style of the table's other keys.</summary>
internal sealed class Insertion(string text, string newline)
{
    private const string Spacing = " = ";

    /// <param name="path">Leads to the table.</param>
    /// <param name="keys">The new key; more than one names tables that are missing on the way.</param>
    public TextEdit Of(TomlTable table, ReadOnlySpan<TomlStep> path, ImmutableArray<string> keys, string value)
    {
        if (keys.Length > 1 && !table.Origin.InBraces && !Contains(path, step => step.Key is null))
            return NewSection(path, keys, value);
        var key = string.Join('.', keys.Select(StringSpelling.Key));
        return table.Origin switch
        {
            { InBraces: true } => InBraces(table, key, value),
            { Statements: [.., var last] } => AfterLast(table.Origin, last, key, value),
            { Form: TableForm.Header } => AfterLine(table.Origin.Header!, key + Spacing + value),
            { Form: TableForm.SuperTable } => BeforeHeader(table.Origin.Header!, path, key + Spacing + value),
            _ => AtTop(key + Spacing + value),
        };
    }

    private TextEdit NewSection(ReadOnlySpan<TomlStep> path, ImmutableArray<string> keys, string value)
    {
        var names = string.Join('.', [.. path.ToArray().Select(step => step.Key!).Select(StringSpelling.Key), .. keys[..^1].Select(StringSpelling.Key)]);
        var content = text.TrimStart('\uFEFF').Length > 0;
        var gap = (content && !text.EndsWith('\n') ? newline : "") + (content ? newline : "");
        return TextEdit.Insert(text.Length, $"{gap}[{names}]{newline}{StringSpelling.Key(keys[^1])}{Spacing}{value}{newline}");
    }

    private TextEdit InBraces(TomlTable table, string key, string value)
    {
        if (table.Origin.Statements is not [.., var last])
            return new TextEdit(table.Span.Start, table.Span.End, $"{{ {key}{Spacing}{value} }}");
        var statements = table.Origin.Statements;
        var separator = statements.Length < 2 ? "" : text[statements[^2].Span.End..last.Span.Start];
        if (separator.Trim(' ', '\t') != ",")
            separator = ", ";
        return TextEdit.Insert(last.Span.End, $"{separator}{PrefixOf(table.Origin, last)}{key}{SpacingOf(last)}{value}");
    }

    private TextEdit AfterLast(TableOrigin origin, KeyValueSyntax last, string key, string value)
    {
        key = PrefixOf(origin, last) + key;
        return AfterLine(last, key + AlignedSpacing(origin.Statements, key) + value);
    }

    private TextEdit AfterLine(StatementSyntax statement, string line)
    {
        line = Lines.Indent(text, statement.Span.Start) + line;
        var next = Lines.NextAfter(text, statement.Span.End);
        return next > 0 && text[next - 1] == '\n'
            ? TextEdit.Insert(next, line + newline)
            : TextEdit.Insert(next, newline + line);
    }

    /// <summary>Gives a super-table its own header, before the first header that mentions it and that header's comment.</summary>
    private TextEdit BeforeHeader(HeaderSyntax header, ReadOnlySpan<TomlStep> path, string line)
    {
        var parts = path.ToArray().Count(step => step.Key is not null);
        var name = text[header.Key[0].Span.Start..header.Key[parts - 1].Span.End];
        var indent = Lines.Indent(text, header.Span.Start);
        var start = Lines.StartOf(text, header.Span.Start);
        while (start > 0 && Lines.StartOf(text, start - 1) is var above && above < start && Lines.IsComment(text, above))
            start = above;
        return TextEdit.Insert(start, $"{indent}[{name}]{newline}{indent}{line}{newline}{newline}");
    }

    /// <summary>The root has no keys yet: they go before the first header, below a leading comment that stands apart.</summary>
    private TextEdit AtTop(string line)
    {
        var top = Lines.StartOf(text, 0);
        var start = top;
        while (start < text.Length && Lines.IsComment(text, start))
            start = Lines.NextAfter(text, start);
        if (start >= text.Length)
            return TextEdit.Insert(start, (start > top && !text.EndsWith('\n') ? newline : "") + line + newline);
        if (start > top && Lines.IsBlank(text, start))
            return TextEdit.Insert(Lines.NextAfter(text, start), line + newline + newline);
        return TextEdit.Insert(top, line + newline + (Lines.IsBlank(text, top) ? "" : newline));
    }

    private string PrefixOf(TableOrigin origin, KeyValueSyntax model) =>
        origin.Prefix == 0 ? "" : text[model.Key[0].Span.Start..model.Key[origin.Prefix - 1].Span.End] + ".";

    private string SpacingOf(KeyValueSyntax model) => text[model.Key[^1].Span.End..model.Value.Span.Start];

    private string AlignedSpacing(ImmutableArray<KeyValueSyntax> neighbours, string key)
    {
        var spacing = SpacingOf(neighbours[^1]);
        var after = spacing[spacing.IndexOf('=')..];
        var before = spacing[..spacing.IndexOf('=')];
        var columns = neighbours.Select(neighbour => neighbour.Key[^1].Span.End - neighbour.Span.Start + SpacingOf(neighbour).IndexOf('='));
        var lengths = neighbours.Select(neighbour => neighbour.Key[^1].Span.End - neighbour.Span.Start);
        var isAligned = columns.Distinct().Count() == 1 && lengths.Distinct().Count() > 1;
        if (isAligned)
            return new string(' ', Math.Max(columns.First() - key.Length, 1)) + after;
        return (before.Length > 1 ? " " : before) + after;
    }

    private static bool Contains(ReadOnlySpan<TomlStep> path, Predicate<TomlStep> predicate)
    {
        foreach (var step in path)
        {
            if (predicate(step))
                return true;
        }
        return false;
    }
}
