using System.Collections.Immutable;

namespace Drayage.Workflows.Fixing.Editing;

/// <summary>A key with a text or with entries of its own, to be written in the style of the place that it comes to.</summary>
internal sealed record NewEntry
{
    private NewEntry(string key, string? value, ImmutableArray<string> block, ImmutableArray<NewEntry> children)
    {
        Key = key;
        Value = value;
        Script = block;
        Children = children;
    }

    public string Key { get; }

    /// <summary>Null for a mapping or a block of lines.</summary>
    public string? Value { get; }

    /// <summary>Lines of a literal block.</summary>
    public ImmutableArray<string> Script { get; }

    public ImmutableArray<NewEntry> Children { get; }

    /// <summary>Stands behind the text, in block style; null for none.</summary>
    public string? Comment { get; private init; }

    /// <param name="comment">Without its mark.</param>
    public static NewEntry Text(string key, string value, string? comment = null) => new(key, value, [], []) { Comment = comment };

    public static NewEntry Lines(string key, params ImmutableArray<string> lines) => new(key, null, lines, []);

    public static NewEntry Mapping(string key, params ImmutableArray<NewEntry> children) => new(key, null, [], children);

    /// <summary>In block style, without the indentation of the first key.</summary>
    /// <param name="unit">Indentation of what stands below a key.</param>
    public IEnumerable<string> Block(string unit)
    {
        if (Value is not null)
            return [$"{Key}: {PlainText.Of(Value)}{(Comment is null ? "" : $" # {Comment}")}"];
        return Script.IsEmpty
            ? Children.SelectMany(child => child.Block(unit)).Select(line => unit + line).Prepend($"{Key}:")
            : Script.Select(line => unit + line).Prepend($"{Key}: |");
    }

    /// <summary>In flow style.</summary>
    /// <returns>Null where the style has no way to write it.</returns>
    public string? Flow()
    {
        if (Value is not null)
            return $"{Key}: {PlainText.InFlow(Value)}";
        var inner = Children.Select(child => child.Flow()).ToList();
        return !Script.IsEmpty || inner.Contains(null) ? null : $"{Key}: {{{string.Join(", ", inner)}}}";
    }
}
