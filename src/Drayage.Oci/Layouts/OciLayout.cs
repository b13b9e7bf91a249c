using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Platform.Storage;

namespace Drayage.Oci.Layouts;

/// <summary>
/// An OCI image layout directory (image specification 1.1, image-layout.md). Blobs and <c>index.json</c> appear whole
/// or not at all. Safe for use by many threads of one process, through one instance or several.
/// </summary>
public sealed class OciLayout : IImageSource, IReferrerSource
{
    /// <summary>One gate a directory: read-change-write of <c>index.json</c> must not interleave.</summary>
    private static readonly ConcurrentDictionary<string, AsyncLock> Gates = new(StringComparer.Ordinal);

    private readonly LayoutPaths paths;
    private readonly AsyncLock gate;

    private OciLayout(string directory)
    {
        paths = new LayoutPaths(Path.GetFullPath(directory));
        gate = Gates.GetOrAdd(paths.Directory, static _ => new AsyncLock());
    }

    /// <summary>Full path of the layout.</summary>
    public string Directory => paths.Directory;

    public string Origin => paths.Directory;

    internal LayoutPaths Paths => paths;

    /// <summary>Opens the layout in a directory, making an empty one where there is none.</summary>
    public static async Task<OciLayout> CreateAsync(string directory, CancellationToken cancellationToken)
    {
        var layout = new OciLayout(directory);
        System.IO.Directory.CreateDirectory(layout.paths.BlobsOf(Digest.Sha256));
        using var entry = await layout.gate.EnterAsync(cancellationToken);
        if (!File.Exists(layout.paths.Index))
            await layout.WriteIndexAsync(LayoutIndex.Empty, cancellationToken);
        if (!File.Exists(layout.paths.Marker))
            await AtomicFile.WriteAsync(layout.paths.Marker, LayoutIndex.MarkerBytes, cancellationToken);
        return layout;
    }

    /// <summary>Opens an existing layout.</summary>
    /// <exception cref="ReleaseException">The directory is not an OCI image layout of version 1.0.0.</exception>
    public static async Task<OciLayout> OpenAsync(string directory, CancellationToken cancellationToken)
    {
        var layout = new OciLayout(directory);
        await LayoutIndex.CheckMarkerAsync(layout.paths, cancellationToken);
        return layout;
    }

    /// <summary>The descriptors of <c>index.json</c>, in order.</summary>
    public async Task<ImmutableArray<Descriptor>> ReadIndexAsync(CancellationToken cancellationToken) =>
        (await LayoutIndex.ReadAsync(paths, cancellationToken)).Manifests;

    /// <summary>
    /// Finds by digest, or by the annotation <c>org.opencontainers.image.ref.name</c>. The empty reference means the
    /// only entry of a layout that has one, what is attached to it left aside.
    /// </summary>
    public async Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken)
    {
        var entries = await ReadIndexAsync(cancellationToken);
        if (reference.Length == 0)
            return LayoutReferrers.OnlyImage(entries);
        return Digest.TryParse(reference, out var digest)
            ? entries.FirstOrDefault(entry => entry.Digest == digest)
            : entries.FirstOrDefault(entry => LayoutIndex.NameOf(entry) == reference);
    }

    public async Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        if (descriptor.Size > ManifestDocument.MaxSize)
            throw Unreadable(descriptor, $"it was announced with {descriptor.Size} bytes, {ManifestDocument.MaxSize} are allowed", null);
        var bytes = await ReadBlobAsync(descriptor, cancellationToken);
        try
        {
            return ManifestDocument.Parse(bytes, descriptor.MediaType);
        }
        catch (FormatException failure)
        {
            throw Unreadable(descriptor, failure.Message, failure);
        }
    }

    /// <summary>Reads a small blob, checked against its descriptor.</summary>
    public async Task<byte[]> ReadBlobAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        await using var stream = await OpenBlobAsync(descriptor, 0, cancellationToken);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    public async Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        var file = await OpenUncheckedBlobAsync(descriptor, offset, cancellationToken);
        return offset == 0 ? new VerifiedStream(file, descriptor, Origin) : file;
    }

    public Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var file = new FileStream(paths.Blob(descriptor.Digest), new FileStreamOptions
            {
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                BufferSize = 0,
            });
            file.Position = offset;
            return Task.FromResult<Stream>(file);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(descriptor, "the layout does not hold it", failure);
        }
    }

    public bool HasBlob(Digest digest) => File.Exists(paths.Blob(digest));

    /// <summary>Full path of a blob, for tools that read the layout themselves. It need not exist.</summary>
    public string PathOf(Digest digest) => paths.Blob(digest);

    /// <summary>Opens a writer for a blob whose digest is not yet known.</summary>
    public BlobWriteStream NewBlob() => new(paths);

    /// <summary>Stores bytes under their SHA-256 digest.</summary>
    public async Task<Digest> WriteBlobAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var digest = Digest.OfSha256(bytes.Span);
        if (!HasBlob(digest))
            await AtomicFile.WriteAsync(paths.Blob(digest), bytes, cancellationToken);
        return digest;
    }

    /// <summary>Copies a stream into the layout; what arrives must be what the descriptor says.</summary>
    public async Task WriteBlobAsync(Descriptor descriptor, Stream content, CancellationToken cancellationToken)
    {
        await using var writer = NewBlob();
        await content.CopyToAsync(writer, cancellationToken);
        await writer.CommitAsync(descriptor, cancellationToken);
    }

    /// <summary>Stores a manifest or index as its bytes stand.</summary>
    public async Task<Descriptor> WriteManifestAsync(ManifestDocument document, CancellationToken cancellationToken)
    {
        await WriteBlobAsync(document.Bytes, cancellationToken);
        return document.Descriptor;
    }

    /// <summary>
    /// Lists a manifest in <c>index.json</c>. With a name, the entry takes that name away from any other; without, the
    /// digest is listed once. Entries are kept sorted, so that the file does not tell the order of the calls.
    /// </summary>
    public async Task AddReferenceAsync(Descriptor descriptor, string? name, CancellationToken cancellationToken)
    {
        using var entry = await gate.EnterAsync(cancellationToken);
        var index = await LayoutIndex.ReadAsync(paths, cancellationToken);
        await WriteIndexAsync(LayoutIndex.With(index, descriptor, name), cancellationToken);
    }

    /// <summary>Takes a name, or every entry of a digest, out of <c>index.json</c>. The blobs stay: see <see cref="SweepAsync"/>.</summary>
    /// <returns>The entries taken out; none when the layout has no such reference.</returns>
    public async Task<ImmutableArray<Descriptor>> RemoveReferenceAsync(string reference, CancellationToken cancellationToken)
    {
        using var entry = await gate.EnterAsync(cancellationToken);
        var index = await LayoutIndex.ReadAsync(paths, cancellationToken);
        var removed = index.Manifests.Where(other => Digest.TryParse(reference, out var digest)
            ? other.Digest == digest
            : LayoutIndex.NameOf(other) == reference).ToImmutableArray();
        if (!removed.IsEmpty)
            await WriteIndexAsync(index with { Manifests = index.Manifests.RemoveRange(removed) }, cancellationToken);
        return removed;
    }

    /// <summary>What is attached to a manifest: entries of <c>index.json</c> that name it as their subject.</summary>
    public Task<ImmutableArray<Descriptor>> ListReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        LayoutReferrers.ListAsync(this, subject, artifactType, cancellationToken);

    /// <summary>
    /// Deletes the blobs that nothing in <c>index.json</c> leads to. Nobody may be writing into the layout meanwhile: what
    /// is copied and not yet listed would be taken for waste. What is attached goes with what it is attached to.
    /// </summary>
    public async Task<SweepReport> SweepAsync(CancellationToken cancellationToken)
    {
        using var entry = await gate.EnterAsync(cancellationToken);
        return await LayoutSweep.RunAsync(this, WriteIndexAsync, cancellationToken);
    }

    private Task WriteIndexAsync(ImageIndex index, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(paths.Index, OciJson.Write(index, OciJson.Wire.ImageIndex), cancellationToken);

    private ReleaseException Unreadable(Descriptor descriptor, string because, Exception? inner) => new(
        ExitCode.Refused,
        $"OCI layout {Directory}: {descriptor.Digest} cannot be read",
        because,
        "write the layout anew, or check that it was copied whole",
        inner);
}
