using Drayage.Model;

namespace Drayage.Formats.Toml.Binding;

/// <summary>An array of tables, one table a <c>[[header]]</c>.</summary>
internal sealed class TableArrayNode(SourceLocation at) : Node(at)
{
    private readonly List<TableNode> _tables = [];

    public TableNode Last => _tables[^1];

    public void Add(TableNode table) => _tables.Add(table);

    public override TomlValue ToValue() =>
        new TomlArray([.. _tables.Select(table => table.ToValue())], At) { IsTableArray = true };
}
