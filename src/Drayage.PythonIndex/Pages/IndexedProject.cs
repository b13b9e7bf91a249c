using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Distributions;

namespace Drayage.PythonIndex.Pages;

/// <summary>A project of an index.</summary>
public sealed record IndexedProject
{
    /// <summary>As its metadata spells it.</summary>
    public required string DisplayName { get; init; }

    /// <summary>By version, the lowest first; within one by name.</summary>
    public required ImmutableArray<IndexedFile> Files { get; init; }

    /// <summary>In the form that addresses have (PEP 503).</summary>
    public string Name => PythonName.Normalise(DisplayName);

    /// <summary>Versions in canonical form, the lowest first.</summary>
    public ImmutableArray<string> Versions => [.. Files.Select(file => file.Version.ToString()).Distinct(StringComparer.Ordinal)];

    public static IndexedProject Of(string displayName, IEnumerable<IndexedFile> files) => new()
    {
        DisplayName = displayName,
        Files = [.. files.OrderBy(file => file.Version).ThenBy(file => file.Name, StringComparer.Ordinal)],
    };
}
