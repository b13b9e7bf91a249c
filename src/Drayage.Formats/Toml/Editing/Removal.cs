using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Formats.Toml.Reading;
using Drayage.Formats.Toml.Syntax;

namespace Drayage.Formats.Toml.Editing;

/// <summary>Removes a key with its value, or an item of an array.</summary>
internal sealed class Removal
{
    private readonly SourceText _source;
    private readonly string _text;
    private readonly TomlTable? _braces;
    private readonly List<TextEdit> _edits = [];

    private Removal(SourceText source, TomlTable? braces)
    {
        _source = source;
        _text = source.Text;
        _braces = braces;
    }

    public static IReadOnlyList<TextEdit> Of(SourceText source, Target target)
    {
        var removal = new Removal(source, target.Braces);
        if (target.Parent is TomlArray { IsTableArray: false } array)
            removal.RemoveItem(array, target.Last!.Index);
        else if (target.Parent is TomlTable table && table.Entry(target.Last!.Key!)!.Statement is { } statement)
            removal.RemoveStatements([statement]);
        else
            removal.RemoveTables(target.Value, covered: false);
        return removal._edits;
    }

    /// <param name="covered">Whether the section around is removed as well, so that dotted keys go with it.</param>
    private void RemoveTables(TomlValue value, bool covered)
    {
        if (value is TomlArray { IsTableArray: true } array)
        {
            foreach (var item in array.Items)
                RemoveTables(item, covered);
        }
        if (value is not TomlTable table)
            return;
        var origin = table.Origin;
        if (origin.Form == TableForm.Header)
            RemoveSection(origin);
        else if (origin.Form == TableForm.Dotted && !covered)
            RemoveStatements(origin.Statements);
        foreach (var entry in table.Entries.Where(entry => entry.Statement is null))
            RemoveTables(entry.Value, covered || origin.Form is TableForm.Header or TableForm.Dotted);
    }

    private void RemoveSection(TableOrigin origin)
    {
        var start = Lines.StartOf(_text, origin.Header!.Span.Start);
        var last = origin.Statements is [.., var statement] ? statement.Span : origin.Header.Span;
        var end = Lines.NextAfter(_text, last.End);
        while (end < _text.Length && Lines.IsBlank(_text, end))
            end = Lines.NextAfter(_text, end);
        // The last section takes the blank lines above with it, so that none are left at the end.
        while (end == _text.Length && start > 0 && Lines.StartOf(_text, start - 1) is var above && above < start && Lines.IsBlank(_text, above))
            start = above;
        _edits.Add(TextEdit.Remove(start, end));
    }

    private void RemoveStatements(ImmutableArray<KeyValueSyntax> statements)
    {
        if (_braces is not null)
            RemoveFromBraces(_braces.Origin.Statements, [.. statements]);
        else
            _edits.AddRange(statements.Select(statement => WholeLines(statement.Span.Start, statement.Span.End)));
    }

    /// <summary>A removed entry takes the comma before it along, or the one behind it when none is kept before it.</summary>
    private void RemoveFromBraces(ImmutableArray<KeyValueSyntax> entries, HashSet<KeyValueSyntax> removed)
    {
        var kept = false;
        for (var i = 0; i < entries.Length; i++)
        {
            if (!removed.Contains(entries[i]))
                kept = true;
            else if (kept)
                _edits.Add(TextEdit.Remove(entries[i - 1].Span.End, entries[i].Span.End));
            else
                _edits.Add(TextEdit.Remove(entries[i].Span.Start, i + 1 < entries.Length ? entries[i + 1].Span.Start : entries[i].Span.End));
        }
    }

    private void RemoveItem(TomlArray array, int index)
    {
        var (start, end) = array.Items[index].Span;
        var comma = CommaBehind(end);
        if (comma is null && index > 0)
        {
            var before = CommaBehind(array.Items[index - 1].Span.End)!.Value;
            _edits.Add(TextEdit.Remove(before, before + 1));
        }
        end = comma + 1 ?? end;
        if (IsAlone(start, end))
        {
            _edits.Add(WholeLines(start, end));
            return;
        }
        if (comma is null)
            start -= Lines.BlanksBefore(_text, start);
        else
            end += Lines.BlanksBehind(_text, end);
        _edits.Add(TextEdit.Remove(start, end));
    }

    private int? CommaBehind(int offset)
    {
        var cursor = new Cursor(_source) { Position = offset };
        cursor.SkipTrivia();
        return cursor.Current == ',' ? cursor.Position : null;
    }

    /// <summary>Whether nothing but a comment shares the lines of the range.</summary>
    private bool IsAlone(int start, int end) =>
        start - Lines.BlanksBefore(_text, start) == Lines.StartOf(_text, start)
        && (Lines.IsBlank(_text, end) || Lines.IsComment(_text, end));

    private TextEdit WholeLines(int start, int end) => TextEdit.Remove(Lines.StartOf(_text, start), Lines.NextAfter(_text, end));
}
