using System.Collections.Immutable;

namespace Drayage.Pipeline.Retention;

/// <summary>Something that a store keeps as one: a manifest of a repository with its tags, a version of a package.</summary>
public sealed record StoredVersion
{
    /// <summary>Unique in its store: a digest, or a version.</summary>
    public required string Name { get; init; }

    /// <summary>The names that rules speak of: tags, or the version itself. Empty for what no name of its own leads to.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>When it was made; null where that is not told, or told wrongly.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Names of the versions without which this one cannot be fetched: the children of an index.</summary>
    public ImmutableArray<string> Children { get; init; } = [];

    /// <summary>
    /// The version that this one is attached to, as a signature is. One is not kept without the other: neither a kept image without what
    /// is attached to it, nor a kept attachment without its image. Null for what stands by itself.
    /// </summary>
    public string? AttachedTo { get; init; }

    /// <summary>Whether a run that was cut short had removed what led to it.</summary>
    public bool IsLeftOver { get; init; }

    /// <summary>What the store itself names it by, where that is neither name nor tag.</summary>
    public string? Id { get; init; }
}
