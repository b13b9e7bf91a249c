using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Platform.Archives;

namespace Drayage.Oci.Assembly;

/// <summary>All entries of one layer: those asked for, whiteouts and parents (image specification 1.1, layer.md).</summary>
internal sealed record LayerContent
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueMarker = ".wh..wh..opq";

    // Raised when the same entries give other bytes than before.
    public const string Generation = "drayage layer 2";

    private LayerContent(ImmutableArray<ArchiveEntry> entries, ImmutableDictionary<string, Digest> contents)
    {
        Entries = entries;
        Contents = contents;
    }

    /// <summary>Sorted by path.</summary>
    public ImmutableArray<ArchiveEntry> Entries { get; }

    private ImmutableDictionary<string, Digest> Contents { get; }

    /// <param name="source">What the layer changes.</param>
    /// <param name="directories">
    /// Directories that lower layers are known to have made; those made here are added. Null over a base image: what it
    /// holds is not known, and a directory entry would reset its owner and mode.
    /// </param>
    public static LayerContent Of(LayerSource source, HashSet<string>? directories)
    {
        var entries = OwnEntries(source);
        if (directories is not null)
            AddParents(entries, directories);
        return new LayerContent([.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)], source.Contents);
    }

    /// <summary>Digest of all that decides the layer's bytes; null where the content of a file is not known.</summary>
    public Digest? KeyFor(DateTimeOffset time, LayerCompression compression)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Generation, time.ToUnixTimeSeconds().ToString(), compression.ToString());
        foreach (var entry in Entries)
        {
            if (ContentOf(entry) is not { } content)
                return null;
            Append(hash, entry.Path, ((int)entry.Mode).ToString(), entry.Owner.ToString(), content);
        }
        return Digest.FromHash(Digest.Sha256, hash.GetHashAndReset());
    }

    private string? ContentOf(ArchiveEntry entry) => entry.Content switch
    {
        ArchiveContent.FromFile => Contents.TryGetValue(entry.Path, out var digest) ? digest.ToString() : null,
        ArchiveContent.FromBytes content => Digest.OfSha256(content.Bytes.Span).ToString(),
        ArchiveContent.SymbolicLink link => "link " + link.Target,
        _ => "directory",
    };

    /// <summary>Lengths stand before texts, so that no two lists read alike.</summary>
    private static void Append(IncrementalHash hash, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
            hash.AppendData(Encoding.UTF8.GetBytes($"{field.Length}:{field} "));
    }

    private static List<ArchiveEntry> OwnEntries(LayerSource source)
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
