using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Platform.Archives;

namespace Drayage.Oci.Assembly;

/// <summary>What one layer changes.</summary>
public sealed record LayerSource
{
    /// <summary>For the history: what this layer is, without paths of the build machine.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Files, links and directories, by their path from the image's root.</summary>
    public required ImmutableArray<ArchiveEntry> Entries { get; init; }

    /// <summary>
    /// Digests of the contents of those entries that are files on disk, by path. A layer that names them all is taken
    /// from <see cref="LayerRecords"/> where it stands there, without a look at the files.
    /// </summary>
    public ImmutableDictionary<string, Digest> Contents { get; init; } = ImmutableDictionary<string, Digest>.Empty;

    /// <summary>Paths of lower layers that are to be gone.</summary>
    public ImmutableArray<string> Whiteouts { get; init; } = [];

    /// <summary>Directories whose content in lower layers is to be gone.</summary>
    public ImmutableArray<string> OpaqueDirectories { get; init; } = [];
}
