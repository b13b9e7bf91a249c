using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Drayage.Formats.Toml.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>A table in the order of first mention, however written: root, header, super-table, dotted keys or inline.</summary>
/// <remarks>
/// The typed getters return null (or empty) when the key is absent and throw a <see cref="ReleaseException"/> with the
/// place when the value is of another kind.
/// </remarks>
public sealed record TomlTable : TomlValue
{
    private readonly Dictionary<string, int> _index;

    internal TomlTable(ImmutableArray<TomlEntry> entries, SourceLocation at, TableOrigin origin)
        : base(at)
    {
        Entries = entries;
        Origin = origin;
        _index = new Dictionary<string, int>(entries.Length, StringComparer.Ordinal);
        for (var i = 0; i < entries.Length; i++)
            _index.Add(entries[i].Key, i);
    }

    public override string Kind => Origin.Form == TableForm.Inline ? "an inline table" : "a table";

    /// <summary>The entries in the order in which their keys are first written.</summary>
    public ImmutableArray<TomlEntry> Entries { get; }

    public IEnumerable<string> Keys => Entries.Select(entry => entry.Key);

    public int Count => Entries.Length;

    internal TableOrigin Origin { get; }

    public bool Contains(string key) => _index.ContainsKey(key);

    public bool TryGet(string key, [NotNullWhen(true)] out TomlValue? value)
    {
        value = Entry(key)?.Value;
        return value is not null;
    }

    /// <summary>Where the key is first written; null when absent.</summary>
    public SourceLocation? KeyAt(string key) => Entry(key)?.KeyAt;

    /// <summary>Follows keys through tables; null when a key is absent or a value on the way is no table.</summary>
    public TomlValue? Find(params ReadOnlySpan<string> path)
    {
        TomlValue? value = this;
        foreach (var key in path)
            value = (value as TomlTable)?.Entry(key)?.Value;
        return value;
    }

    public TomlString? GetString(string key) => Get<TomlString>(key, "a string");

    public TomlInteger? GetInteger(string key) => Get<TomlInteger>(key, "an integer");

    public TomlBoolean? GetBoolean(string key) => Get<TomlBoolean>(key, "a boolean");

    public TomlArray? GetArray(string key) => Get<TomlArray>(key, "an array");

    public TomlTable? GetTable(string key) => Get<TomlTable>(key, "a table");

    /// <summary>The strings of an array; empty when the key is absent.</summary>
    public ImmutableArray<TomlString> GetStrings(string key) => GetItems<TomlString>(key, "strings");

    /// <summary>The tables of an array (of either form); empty when the key is absent.</summary>
    public ImmutableArray<TomlTable> GetTables(string key) => GetItems<TomlTable>(key, "tables");

    internal TomlEntry? Entry(string key) => _index.TryGetValue(key, out var i) ? Entries[i] : null;

    private T? Get<T>(string key, string expected)
        where T : TomlValue =>
        Entry(key)?.Value switch
        {
            null => null,
            T value => value,
            var other => throw WrongKind(key, other, expected),
        };

    private ImmutableArray<T> GetItems<T>(string key, string expected)
        where T : TomlValue
    {
        if (Entry(key)?.Value is not { } value)
            return [];
        if (value is not TomlArray array)
            throw WrongKind(key, value, $"an array of {expected}");
        var items = ImmutableArray.CreateBuilder<T>(array.Items.Length);
        foreach (var item in array.Items)
            items.Add(item as T ?? throw WrongKind(key, item, $"an array of {expected}"));
        return items.MoveToImmutable();
    }

    private static ReleaseException WrongKind(string key, TomlValue found, string expected) => new(
        ExitCode.Usage,
        $"cannot use '{key}' of {found.At.Path}",
        $"{found.At}: found {found.Kind}, expected {expected}",
        $"change '{key}' to {expected}")
    { At = found.At };
}
