using Drayage.Formats.Toml.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Toml.Binding;

/// <summary>A table under construction.</summary>
internal sealed class TableNode(TableForm form, SourceLocation at, int depth) : Node(at)
{
    private readonly List<(string Key, SourceLocation KeyAt, Node Value, KeyValueSyntax? Statement)> _entries = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<KeyValueSyntax> _statements = [];

    public TableForm Form { get; private set; } = form;

    public HeaderSyntax? Header { get; private set; }

    /// <summary>The section whose dotted keys defined this table; no other section may add to it.</summary>
    public int DottedIn { get; private set; }

    /// <summary>Tables above this one.</summary>
    public int Depth { get; } = depth;

    public int Prefix { get; private set; }

    public TextSpan Span { get; init; }

    public bool InBraces { get; init; }

    public (Node Value, SourceLocation KeyAt)? Find(string key) =>
        _index.TryGetValue(key, out var i) ? (_entries[i].Value, _entries[i].KeyAt) : null;

    public void Add(string key, SourceLocation keyAt, Node value, KeyValueSyntax? statement = null)
    {
        _index.Add(key, _entries.Count);
        _entries.Add((key, keyAt, value, statement));
    }

    public void AddStatement(KeyValueSyntax statement) => _statements.Add(statement);

    public void MentionedBy(HeaderSyntax header) => Header ??= header;

    public void DefineByHeader(HeaderSyntax header, SourceLocation at)
    {
        Form = TableForm.Header;
        Header = header;
        At = at;
    }

    public void DefineByDottedKey(int section, int prefix)
    {
        Form = TableForm.Dotted;
        DottedIn = section;
        Prefix = prefix;
    }

    public override TomlTable ToValue()
    {
        var entries = _entries.Select(entry => new TomlEntry(entry.Key, entry.KeyAt, entry.Value.ToValue()) { Statement = entry.Statement });
        var origin = new TableOrigin
        {
            Form = Form,
            Header = Header,
            Statements = [.. _statements],
            InBraces = InBraces,
            Prefix = Prefix,
        };
        return new TomlTable([.. entries], At, origin) { Span = Span };
    }
}
