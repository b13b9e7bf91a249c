using System.Collections.Immutable;
using System.Globalization;
using Drayage.Formats.Toml;

namespace Drayage.Ecosystems.Cargo.Publishing.Packaged;

/// <summary>Tables of a manifest as registries are told of them.</summary>
internal static class CrateTables
{
    public static ImmutableArray<string> Texts(TomlTable table, string key) => [.. table.GetStrings(key).Select(text => text.Value)];

    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Lists(TomlTable? table) => (table?.Keys ?? [])
        .ToImmutableSortedDictionary(key => key, key => Texts(table!, key), StringComparer.Ordinal);

    public static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Maps(TomlTable? table) => (table?.Entries ?? [])
        .Where(entry => entry.Value is TomlTable)
        .ToImmutableSortedDictionary(
            entry => entry.Key,
            entry => ((TomlTable)entry.Value).Entries.ToImmutableSortedDictionary(inner => inner.Key, inner => Spell(inner.Value), StringComparer.Ordinal),
            StringComparer.Ordinal);

    private static string Spell(TomlValue value) => value switch
    {
        TomlString text => text.Value,
        TomlBoolean flag => flag.Value ? "true" : "false",
        TomlInteger number => number.Value.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };
}
