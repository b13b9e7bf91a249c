using Drayage.Ecosystems.Python.Detection;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Versions;

namespace Drayage.Ecosystems.Python.Locking;

/// <summary>A requirement as <c>uv.lock</c> repeats it: normalised, so that two spellings of the same are equal.</summary>
/// <param name="Extras">Sorted, between commas.</param>
/// <param name="Specifier">Its clauses sorted, between commas; null where it is not taken from an index by its version.</param>
/// <param name="At">Where it stands.</param>
internal sealed record UvRequirement(string Name, string Extras, string? Specifier, SourceLocation At)
{
    private static readonly string[] Operators = ["===", "~=", "==", "!=", "<=", ">=", "<", ">"];

    /// <summary>How people write it.</summary>
    public string Spelt => $"{Name}{(Extras.Length > 0 ? $"[{Extras}]" : "")}{(string.IsNullOrEmpty(Specifier) ? "" : " " + Specifier)}";

    /// <summary>True where both ask for the same; what is not taken by its version is the same by its name.</summary>
    public bool IsSame(UvRequirement other) =>
        Name == other.Name && (Specifier is null || other.Specifier is null || (Specifier == other.Specifier && Extras == other.Extras));

    /// <returns>Null where the text is no requirement.</returns>
    public static UvRequirement? Parse(TomlString text) =>
        PythonRequirement.Parse(text.Value) is { } read
            ? new UvRequirement(PythonName.Normalise(read.Name), Sorted(read.Extras.Split(',')), read.IsDirect ? null : Normalised(read.Specifier ?? ""), text.At)
            : null;

    /// <returns>Null where the table of a lock file is no requirement.</returns>
    public static UvRequirement? Of(TomlTable table)
    {
        if (table.GetString("name") is not { } name)
            return null;
        var isByVersion = table.Keys.All(key => key is "name" or "extras" or "marker" or "specifier");
        return new UvRequirement(
            PythonName.Normalise(name.Value),
            Sorted(table.GetStrings("extras").Select(extra => extra.Value)),
            isByVersion ? Normalised(table.GetString("specifier")?.Value ?? "") : null,
            name.At);
    }

    /// <summary>The clauses of a specifier in one order, versions in their canonical form; null where it is no specifier of PEP 440.</summary>
    public static string? Normalised(string specifier)
    {
        var clauses = specifier.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Clause).ToArray();
        return clauses.Contains(null) ? null : string.Join(',', clauses.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static string? Clause(string text)
    {
        if (Array.Find(Operators, sign => text.StartsWith(sign, StringComparison.Ordinal)) is not { } sign)
            return null;
        var version = text[sign.Length..].Trim();
        var isPrefix = version.EndsWith(".*", StringComparison.Ordinal);
        return Pep440Version.TryParse(isPrefix ? version[..^2] : version, out var read) ? $"{sign}{read}{(isPrefix ? ".*" : "")}" : null;
    }

    private static string Sorted(IEnumerable<string> extras) =>
        string.Join(',', extras.Select(extra => PythonName.Normalise(extra.Trim())).Where(extra => extra.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
