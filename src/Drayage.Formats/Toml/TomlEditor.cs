using System.Globalization;
using Drayage.Formats.Editing;
using Drayage.Formats.Toml.Editing;
using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>
/// Edits that keep every byte they do not concern: comments, order, spacing, quote styles and line ends.
/// A path may lead through headers, dotted keys, inline tables, arrays and arrays of tables.
/// </summary>
public sealed class TomlEditor
{
    internal TomlEditor(TomlDocument document) => Document = document;

    /// <summary>The document as edited so far.</summary>
    public TomlDocument Document { get; private set; }

    /// <summary>The text as edited so far.</summary>
    public override string ToString() => Document.Text;

    /// <summary>
    /// Replaces a scalar or array, keeping the kind of quotes where the text allows, or adds the key in the style of its
    /// neighbours. Missing tables on the way are added.
    /// </summary>
    /// <exception cref="ReleaseException">The path names a table, an absent array item, or leads through a scalar.</exception>
    public TomlEditor SetString(ReadOnlySpan<TomlStep> path, string value) =>
        Set(path, existing => existing is TomlString
            ? StringSpelling.Like(Document.Text.AsSpan()[existing.Span.Start..existing.Span.End], value, Newline)
            : StringSpelling.Basic(value));

    /// <inheritdoc cref="SetString"/>
    public TomlEditor SetInteger(ReadOnlySpan<TomlStep> path, long value) =>
        Set(path, _ => value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="SetString"/>
    public TomlEditor SetBoolean(ReadOnlySpan<TomlStep> path, bool value) => Set(path, _ => value ? "true" : "false");

    /// <summary>Like <see cref="SetString"/>, with an array of strings on one line.</summary>
    /// <exception cref="ReleaseException">The path names a table, an absent array item, or leads through a scalar.</exception>
    public TomlEditor SetStrings(ReadOnlySpan<TomlStep> path, IEnumerable<string> values)
    {
        var items = string.Join(", ", values.Select(StringSpelling.Basic));
        return Set(path, _ => $"[{items}]");
    }

    /// <summary>
    /// Removes a key with its value, or an item of an array. A table goes with all its sections; a super-table that
    /// thereby loses its last mention goes too. Comments on lines of their own stay, except inside a removed section.
    /// </summary>
    /// <returns>Whether there was something to remove.</returns>
    public bool Remove(ReadOnlySpan<TomlStep> path)
    {
        var target = Target.Find(Document.Root, path);
        if (target.Missing > 0)
            return false;
        Apply(Removal.Of(Document.Source, target));
        return true;
    }

    private string Newline => Document.Text.IndexOf('\n') is > 0 and var i && Document.Text[i - 1] == '\r' ? "\r\n" : "\n";

    private TomlEditor Set(ReadOnlySpan<TomlStep> path, Func<TomlValue?, string> spell)
    {
        var target = Target.Find(Document.Root, path);
        if (target.Missing == 0)
        {
            var existing = target.Value;
            if (existing is TomlTable or TomlArray { IsTableArray: true })
                throw Refuse(path, existing);
            Apply([new TextEdit(existing.Span.Start, existing.Span.End, spell(existing))]);
            return this;
        }
        if (target.Value is not TomlTable table || target.MissingKeys(path) is not { } keys)
            throw Refuse(path, target.Value);
        Apply([new Insertion(Document.Text, Newline).Of(table, path[..target.Found], keys, spell(null))]);
        return this;
    }

    private void Apply(IEnumerable<TextEdit> edits) =>
        Document = TomlDocument.Parse(TextEdit.Apply(Document.Text, edits), Document.Path);

    private ReleaseException Refuse(ReadOnlySpan<TomlStep> path, TomlValue found) => new(
        ExitCode.Usage,
        $"cannot set '{string.Join('.', path.ToArray().Select(step => step.ToString()))}' in {Document.Path}",
        $"{found.At}: found {found.Kind}",
        "name a key whose value is a string, number, boolean, date or array");
}
