using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Platform.Archives;
using Drayage.Platform.Storage;

namespace Drayage.Oci.Assembly;

/// <summary>Writes one layer: a sorted tar, gzip, straight into the layout (image specification 1.1, layer.md).</summary>
internal static class LayerWriter
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueMarker = ".wh..wh..opq";

    /// <param name="layout">Receives the blob.</param>
    /// <param name="source">What the layer changes.</param>
    /// <param name="created">Time of all its entries.</param>
    /// <param name="directories">
    /// Directories that lower layers are known to have made; those made here are added. Null over a base image: what it
    /// holds is not known, and a directory entry would reset its owner and mode.
    /// </param>
    /// <param name="cancellationToken">Leaves no blob behind.</param>
    public static async Task<Layer> WriteAsync(
        OciLayout layout, LayerSource source, DateTimeOffset created, HashSet<string>? directories, CancellationToken cancellationToken)
    {
        var entries = Entries(source);
        if (directories is not null)
            AddParents(entries, directories);
        await using var blob = layout.NewBlob();
        await using var gzip = new GzipOutputStream(blob, leaveOpen: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var tar = new DigestingStream(gzip, hash);
        await ArchiveWriter.WriteAsync(ArchiveFormat.Tar, entries, created, tar, cancellationToken);
        var diffId = Digest.FromHash(Digest.Sha256, hash.GetHashAndReset());
        await gzip.DisposeAsync();
        return new Layer(await blob.CommitAsync(MediaTypes.OciLayerGzip, cancellationToken), diffId);
    }

    private static List<ArchiveEntry> Entries(LayerSource source)
    {
        foreach (var entry in source.Entries)
        {
            if (entry.Path.Split('/').Any(segment => segment.StartsWith(WhiteoutPrefix, StringComparison.Ordinal)))
            {
                throw new ReleaseException(
                    ExitCode.Usage,
                    $"{entry.Path} cannot stand in an image",
                    $"names that begin with '{WhiteoutPrefix}' delete files of lower layers",
                    "rename the file");
            }
        }
        return
        [
            .. source.Entries,
            .. source.Whiteouts.Select(path => Marker(ParentOf(path), WhiteoutPrefix + NameOf(path))),
            .. source.OpaqueDirectories.Select(path => Marker(path, OpaqueMarker)),
        ];
    }

    private static ArchiveEntry Marker(string directory, string name) =>
        ArchiveEntry.Bytes(directory.Length == 0 ? name : $"{directory}/{name}", ReadOnlyMemory<byte>.Empty);

    /// <summary>Tools differ in the mode they give to a directory that no layer names, so each is named.</summary>
    private static void AddParents(List<ArchiveEntry> entries, HashSet<string> directories)
    {
        var own = entries.Where(entry => entry.Content is ArchiveContent.Directory).Select(entry => entry.Path);
        directories.UnionWith(own);
        foreach (var parent in entries.SelectMany(entry => ArchivePath.Parents(entry.Path)).ToList())
        {
            if (directories.Add(parent))
                entries.Add(ArchiveEntry.Directory(parent));
        }
    }

    private static string ParentOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
