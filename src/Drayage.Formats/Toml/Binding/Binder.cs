using System.Collections.Immutable;
using Drayage.Formats.Toml.Reading;
using Drayage.Formats.Toml.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Toml.Binding;

/// <summary>
/// Makes the tree of values from the statements, by the rules of TOML 1.0 on who may define and extend a table:
/// a header or dotted key defines a table once, a super-table may still be defined later, inline tables and static
/// arrays are closed.
/// </summary>
internal sealed class Binder(SourceText source)
{
    private int _section;

    public TomlTable Bind(ImmutableArray<StatementSyntax> statements)
    {
        var root = new TableNode(TableForm.Root, source.At(source.Start), depth: 0);
        var current = root;
        foreach (var statement in statements)
        {
            if (statement is HeaderSyntax header)
                current = Open(root, header);
            else
                Assign(current, (KeyValueSyntax)statement, _section);
        }
        return root.ToValue();
    }

    private TableNode Open(TableNode root, HeaderSyntax header)
    {
        _section++;
        var table = root;
        foreach (var part in header.Key.AsSpan()[..^1])
            table = Through(table, part, header);
        return header.IsArray ? Append(table, header) : Define(table, header);
    }

    /// <summary>A step along a header: into a table of any open form, or the last table of an array of tables.</summary>
    private TableNode Through(TableNode table, KeyPartSyntax part, HeaderSyntax header)
    {
        switch (table.Find(part.Name))
        {
            case null:
                var created = NewTable(table, TableForm.SuperTable, part);
                created.MentionedBy(header);
                table.Add(part.Name, created.At, created);
                return created;
            case (TableNode next, _):
                return next;
            case (TableArrayNode array, _):
                return array.Last;
            case var (_, keyAt):
                throw Closed(part, keyAt);
        }
    }

    private TableNode Define(TableNode table, HeaderSyntax header)
    {
        var part = header.Key[^1];
        var at = source.At(header.Span.Start);
        switch (table.Find(part.Name))
        {
            case null:
                var created = NewTable(table, TableForm.Header, part);
                created.DefineByHeader(header, at);
                table.Add(part.Name, source.At(part.Span.Start), created);
                return created;
            case (TableNode { Form: TableForm.SuperTable } known, _):
                known.DefineByHeader(header, at);
                return known;
            case var (node, keyAt):
                throw Duplicate(part, node is TableNode { Form: TableForm.Header } ? node.At : keyAt);
        }
    }

    private TableNode Append(TableNode table, HeaderSyntax header)
    {
        var part = header.Key[^1];
        var at = source.At(header.Span.Start);
        var element = NewTable(table, TableForm.Header, part);
        element.DefineByHeader(header, at);
        switch (table.Find(part.Name))
        {
            case null:
                var created = new TableArrayNode(at);
                created.Add(element);
                table.Add(part.Name, source.At(part.Span.Start), created);
                return element;
            case (TableArrayNode array, _):
                array.Add(element);
                return element;
            case var (_, keyAt):
                throw Duplicate(part, keyAt);
        }
    }

    private void Assign(TableNode table, KeyValueSyntax statement, int section)
    {
        table.AddStatement(statement);
        for (var i = 0; i < statement.Key.Length - 1; i++)
        {
            table = Dotted(table, statement.Key[i], section, prefix: i + 1);
            table.AddStatement(statement);
        }
        var part = statement.Key[^1];
        if (table.Find(part.Name) is var (_, keyAt))
            throw Duplicate(part, keyAt);
        table.Add(part.Name, source.At(part.Span.Start), new ValueNode(ToValue(statement.Value, table.Depth + 1)), statement);
    }

    /// <summary>A step along a dotted key: into a table that this section's dotted keys define.</summary>
    private TableNode Dotted(TableNode table, KeyPartSyntax part, int section, int prefix)
    {
        switch (table.Find(part.Name))
        {
            case null:
                var created = NewTable(table, TableForm.Dotted, part);
                created.DefineByDottedKey(section, prefix);
                table.Add(part.Name, created.At, created);
                return created;
            case (TableNode { Form: TableForm.Dotted } next, _) when next.DottedIn == section:
                return next;
            case (TableNode { Form: TableForm.SuperTable } next, _):
                next.DefineByDottedKey(section, prefix);
                return next;
            case var (_, keyAt):
                throw Closed(part, keyAt);
        }
    }

    private TomlValue ToValue(ValueSyntax syntax, int depth) => syntax switch
    {
        ValueSyntax.Scalar scalar => scalar.Value,
        ValueSyntax.Array array => new TomlArray([.. array.Items.Select(item => ToValue(item, Deeper(depth, array.Span)))], source.At(array.Span.Start))
        {
            Span = array.Span,
        },
        ValueSyntax.InlineTable table => ToTable(table, Deeper(depth, table.Span)),
        _ => throw new InvalidOperationException($"unknown syntax {syntax.GetType().Name}"),
    };

    private TomlTable ToTable(ValueSyntax.InlineTable syntax, int depth)
    {
        var table = new TableNode(TableForm.Inline, source.At(syntax.Span.Start), depth) { Span = syntax.Span, InBraces = true };
        foreach (var entry in syntax.Entries)
            Assign(table, entry, section: 0);
        return table.ToValue();
    }

    private TableNode NewTable(TableNode parent, TableForm form, KeyPartSyntax part) =>
        new(form, source.At(part.Span.Start), Deeper(parent.Depth, part.Span)) { InBraces = parent.InBraces };

    private int Deeper(int depth, TextSpan span) => depth < ValueReader.MaximumDepth
        ? depth + 1
        : throw source.Error(span.Start, $"the value nests deeper than {ValueReader.MaximumDepth} levels", "nest tables less deeply");

    private ReleaseException Duplicate(KeyPartSyntax part, SourceLocation first) => source.Error(
        part.Span.Start,
        $"'{part.Name}' is already defined at {first}",
        "remove or rename one of the two");

    private ReleaseException Closed(KeyPartSyntax part, SourceLocation first) => source.Error(
        part.Span.Start,
        $"'{part.Name}', defined at {first}, cannot be extended here",
        "a value, an inline table or a table with its own header takes no further keys from elsewhere; define all its keys in one place");
}
