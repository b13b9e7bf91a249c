using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>An array: either a value <c>[1, 2]</c> or the tables of all <c>[[name]]</c> headers, in document order.</summary>
public sealed record TomlArray(ImmutableArray<TomlValue> Items, SourceLocation At) : TomlValue(At)
{
    public override string Kind => IsTableArray ? "an array of tables" : "an array";

    /// <summary>Whether the array is written as <c>[[name]]</c> headers.</summary>
    public bool IsTableArray { get; internal init; }

    /// <summary>The items that are tables; other items are passed over.</summary>
    public IEnumerable<TomlTable> Tables => Items.OfType<TomlTable>();
}
