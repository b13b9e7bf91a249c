using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Drayage.Formats.Toml.Syntax;

namespace Drayage.Formats.Toml.Editing;

/// <summary>How far a path leads into a document.</summary>
/// <param name="Value">The last value found.</param>
/// <param name="Parent">The value that holds <see cref="Value"/>; null for the root.</param>
/// <param name="Last">The step that led to <see cref="Value"/>; null for the root.</param>
/// <param name="Braces">The inline table around <see cref="Value"/> whose braces hold its key; null on lines of its own.</param>
/// <param name="Found">Steps that exist.</param>
/// <param name="Missing">Steps that do not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Target(TomlValue Value, TomlValue? Parent, TomlStep? Last, TomlTable? Braces, int Found, int Missing)
{
    public static Target Find(TomlTable root, ReadOnlySpan<TomlStep> path)
    {
        if (path.IsEmpty)
            throw new ArgumentException("a path has at least one step", nameof(path));
        var target = new Target(root, null, null, null, 0, path.Length);
        foreach (var step in path)
        {
            if (Next(target.Value, step) is not { } next)
                break;
            target = new Target(next, target.Value, step, BracesAround(target), target.Found + 1, target.Missing - 1);
        }
        return target;
    }

    /// <summary>The steps that do not exist, or null when one of them is an index.</summary>
    public ImmutableArray<string>? MissingKeys(ReadOnlySpan<TomlStep> path)
    {
        var keys = ImmutableArray.CreateBuilder<string>(Missing);
        foreach (var step in path[Found..])
        {
            if (step.Key is null)
                return null;
            keys.Add(step.Key);
        }
        return keys.MoveToImmutable();
    }

    private static TomlTable? BracesAround(Target parent) => parent.Value switch
    {
        TomlTable { Origin.Form: TableForm.Inline } table => table,
        TomlTable { Origin.InBraces: true } => parent.Braces,
        _ => null,
    };

    private static TomlValue? Next(TomlValue value, TomlStep step) => value switch
    {
        TomlTable table when step.Key is not null => table.Entry(step.Key)?.Value,
        TomlArray array when step.Key is null && (uint)step.Index < (uint)array.Items.Length => array.Items[step.Index],
        _ => null,
    };
}
