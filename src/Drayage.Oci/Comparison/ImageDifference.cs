using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Comparison;

/// <summary>In what two images for one platform differ.</summary>
public sealed record ImageDifference
{
    /// <summary>Digests of the manifests; they may differ where nothing else does, as when layers are compressed otherwise.</summary>
    public required Digest Left { get; init; }

    /// <inheritdoc cref="Left"/>
    public required Digest Right { get; init; }

    /// <summary>Sorted by name.</summary>
    public ImmutableArray<SettingChange> Settings { get; init; } = [];

    /// <summary>How many layers from the bottom have the same content.</summary>
    public int CommonLayers { get; init; }

    /// <summary>Layers above those, with the digests of their uncompressed content.</summary>
    public ImmutableArray<(Digest DiffId, Descriptor Layer)> OnlyLeft { get; init; } = [];

    /// <inheritdoc cref="OnlyLeft"/>
    public ImmutableArray<(Digest DiffId, Descriptor Layer)> OnlyRight { get; init; } = [];

    /// <summary>Sorted by path; empty where files were not compared.</summary>
    public ImmutableArray<FileChange> Files { get; init; } = [];

    /// <summary>Nothing that a container could notice differs.</summary>
    public bool IsSame => Settings.IsEmpty && OnlyLeft.IsEmpty && OnlyRight.IsEmpty && Files.IsEmpty;
}

/// <summary>A setting, variable, label or annotation; null where a side has none.</summary>
public sealed record SettingChange(string Name, string? Left, string? Right);

/// <summary>A path; null where a side has none.</summary>
public sealed record FileChange(string Path, FileEntry? Left, FileEntry? Right);
