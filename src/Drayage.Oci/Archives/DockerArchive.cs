using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Oci.Archives;

/// <summary>
/// A tar file of <c>docker save</c>, <c>podman save</c> or skopeo's <c>docker-archive:</c>. Its contents are read where
/// they stand; nothing is unpacked. Safe for use by many threads.
/// </summary>
public sealed class DockerArchive : IImageSource
{
    private readonly ArchiveMap map;
    private readonly Dictionary<Digest, TarMember> members;

    private DockerArchive(string path, ArchiveMap map, Dictionary<Digest, TarMember> members, ImmutableArray<DockerArchiveImage> images)
    {
        Origin = path;
        this.map = map;
        this.members = members;
        Images = images;
    }

    /// <summary>Full path of the file.</summary>
    public string Origin { get; }

    /// <summary>In the archive's order; at least one.</summary>
    public ImmutableArray<DockerArchiveImage> Images { get; }

    /// <summary>Reads the archive's list of entries and its documents, and the layers only as far as they are compressed.</summary>
    /// <exception cref="ReleaseException">The file is absent or is no docker-archive that can be read safely.</exception>
    public static async Task<DockerArchive> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        try
        {
            await CheckFormAsync(full, cancellationToken);
            var entries = await ArchiveMap.ReadAsync(full, cancellationToken);
            var reader = new DockerArchiveReader(entries);
            var images = await reader.ReadAsync(cancellationToken);
            return new DockerArchive(full, entries, reader.Members, images);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(full, failure.Message, "name a file that docker save, podman save or skopeo has written", failure);
        }
    }

    /// <summary>
    /// Finds by the image's name, by the digest of its manifest or configuration (Docker's image id), or by its place as
    /// <c>@0</c>. The empty reference means the only image of an archive that has one.
    /// </summary>
    public Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult(Find(reference)?.Manifest.Descriptor);

    /// <inheritdoc cref="ResolveAsync"/>
    public DockerArchiveImage? Find(string reference)
    {
        if (reference.Length == 0)
            return Images.Length == 1 ? Images[0] : null;
        if (reference[0] == '@' && int.TryParse(reference.AsSpan(1), NumberStyles.None, null, out var place))
            return place < Images.Length ? Images[place] : null;
        return Digest.TryParse(reference, out var digest)
            ? Images.FirstOrDefault(image => image.Manifest.Digest == digest || image.Manifest.Manifest.Config.Digest == digest)
            : Images.FirstOrDefault(image => image.Has(reference));
    }

    public Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        Images.FirstOrDefault(image => image.Manifest.Digest == descriptor.Digest) is { } found
            ? Task.FromResult<ManifestDocument>(found.Manifest)
            : throw Lacking(descriptor);

    public async Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        var content = await OpenUncheckedBlobAsync(descriptor, offset, cancellationToken);
        return offset == 0 ? new VerifiedStream(content, descriptor, Origin) : content;
    }

    public Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!members.TryGetValue(descriptor.Digest, out var member) || offset > member.Size)
            throw Lacking(descriptor);
        return Task.FromResult(map.Open(member, offset));
    }

    private static async Task CheckFormAsync(string path, CancellationToken cancellationToken)
    {
        var beginning = new byte[LayerForm.Probe];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        var form = LayerForm.MediaTypeOf(beginning.AsSpan(0, read));
        if (form == MediaTypes.OciLayerGzip)
            throw Unreadable(path, "it is compressed with gzip, so that its parts cannot be read where they stand", $"run: gunzip --keep {path}", null);
        if (form == MediaTypes.OciLayerZstd)
            throw Unreadable(path, "it is compressed with zstd, so that its parts cannot be read where they stand", $"run: zstd -d {path}", null);
    }

    private ReleaseException Lacking(Descriptor descriptor) =>
        Unreadable(Origin, $"it does not hold {descriptor.Digest}", "read the archive anew: it was replaced meanwhile", null);

    private static ReleaseException Unreadable(string path, string because, string hint, Exception? inner) =>
        new(ExitCode.Refused, $"docker-archive {path} cannot be read", because, hint, inner);
}
