using System.Collections.Immutable;
using Drayage.Platform.Archives;

namespace Drayage.Oci.Assembly;

/// <summary>What one layer changes.</summary>
public sealed record LayerSource
{
    /// <summary>For the history: what this layer is, without paths of the build machine.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Files, links and directories, by their path from the image's root.</summary>
    public required ImmutableArray<ArchiveEntry> Entries { get; init; }

    /// <summary>Paths of lower layers that are to be gone.</summary>
    public ImmutableArray<string> Whiteouts { get; init; } = [];

    /// <summary>Directories whose content in lower layers is to be gone.</summary>
    public ImmutableArray<string> OpaqueDirectories { get; init; } = [];
}
