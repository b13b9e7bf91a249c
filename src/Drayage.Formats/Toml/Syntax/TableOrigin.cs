using System.Collections.Immutable;

namespace Drayage.Formats.Toml.Syntax;

/// <summary>Where a table is written, for the editor.</summary>
internal sealed record TableOrigin
{
    public required TableForm Form { get; init; }

    /// <summary>The table's own header; for a super-table, the first header that mentions it.</summary>
    public HeaderSyntax? Header { get; init; }

    /// <summary>The statements of its section or braces; for a dotted table, the statements that pass through it.</summary>
    public required ImmutableArray<KeyValueSyntax> Statements { get; init; }

    /// <summary>Whether the table stands within the braces of an inline table, where entries share one line.</summary>
    public bool InBraces { get; init; }

    /// <summary>How many parts of the statements' keys name the table itself; 0 unless dotted.</summary>
    public int Prefix { get; init; }
}
