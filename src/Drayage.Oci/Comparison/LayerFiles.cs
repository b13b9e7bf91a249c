using System.Buffers;
using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Archives;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Platform.Archives;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Oci.Comparison;

/// <summary>What one layer does to the files below it (image specification 1.1, layer.md).</summary>
/// <param name="Removed">Paths that the layer hides, with everything below them.</param>
/// <param name="Emptied">Directories whose content of lower layers the layer hides.</param>
/// <param name="Entries">What it puts there, in its order; hard links with the path that they share.</param>
internal sealed record LayerFiles(
    ImmutableArray<string> Removed, ImmutableArray<string> Emptied, ImmutableArray<(string Path, FileEntry Entry, string? SharedWith)> Entries)
{
    private const string Whiteout = ".wh.";
    private const string OpaqueMarker = ".wh..wh..opq";
    private const int MaxEntries = 1_000_000;

    /// <exception cref="InvalidDataException">The layer cannot be read safely; the message says why.</exception>
    public static async Task<LayerFiles> ReadAsync(IImageSource source, Descriptor layer, CancellationToken cancellationToken)
    {
        if (PlainLayer.Refusal(layer.MediaType) is { } refusal)
            throw new InvalidDataException(refusal);
        await using var blob = await source.OpenBlobAsync(layer, 0, cancellationToken);
        await using var plain = PlainLayer.Open(blob, layer.MediaType);
        var files = await ReadAsync(plain, cancellationToken);
        // Reading to the end is what checks the digest.
        await plain.CopyToAsync(Stream.Null, cancellationToken);
        await blob.CopyToAsync(Stream.Null, cancellationToken);
        return files;
    }

    /// <inheritdoc cref="ReadAsync(IImageSource, Descriptor, CancellationToken)"/>
    public static async Task<LayerFiles> ReadAsync(Stream tar, CancellationToken cancellationToken)
    {
        var removed = ImmutableArray.CreateBuilder<string>();
        var emptied = ImmutableArray.CreateBuilder<string>();
        var entries = ImmutableArray.CreateBuilder<(string, FileEntry, string?)>();
        var scanner = new TarScanner(tar);
        while (await scanner.NextAsync(cancellationToken) is { } member)
        {
            if (entries.Count + removed.Count + emptied.Count >= MaxEntries || member.Offset + member.Size > PlainLayer.MaxBytes)
                throw new InvalidDataException($"it has more than {MaxEntries} entries or {PlainLayer.MaxBytes} bytes");
            var path = Checked(member.Name);
            var (directory, name) = Split(path);
            if (name == OpaqueMarker)
                emptied.Add(directory);
            else if (name.StartsWith(Whiteout, StringComparison.Ordinal))
                removed.Add(Join(directory, name[Whiteout.Length..]));
            else if (path.Length > 0)
                entries.Add((path, await EntryAsync(scanner, member, cancellationToken), member.Type == TarMember.HardLink ? Checked(member.LinkName) : null));
        }
        return new LayerFiles(removed.ToImmutable(), emptied.ToImmutable(), entries.ToImmutable());
    }

    private static async Task<FileEntry> EntryAsync(TarScanner scanner, TarMember member, CancellationToken cancellationToken)
    {
        if (member.Type is >= TarMember.HardLink and <= TarMember.Pipe)
            return FileEntry.Of(member, null);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
            int read;
            while ((read = await scanner.ReadAsync(buffer, cancellationToken)) > 0)
                hash.AppendData(buffer, 0, read);
            return FileEntry.Of(member, Digest.FromHash(Digest.Sha256, hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Some builders write absolute paths and mean the root of the image.</summary>
    private static string Checked(string name)
    {
        var path = ArchivePath.Clean(name).TrimStart('/');
        return path.Split('/').Contains("..") ? throw new InvalidDataException($"the entry '{name}' leads out of the image") : path;
    }

    private static (string Directory, string Name) Split(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
    }

    private static string Join(string directory, string name) => directory.Length == 0 ? name : $"{directory}/{name}";
}
