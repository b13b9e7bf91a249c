using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Platform.Archives;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Packing;

/// <summary>Writes archives whose bytes depend on the plan and the build outputs alone, and takes unchanged ones from the store.</summary>
public sealed class ArchivePacker(PackRecords records, ContentStore store)
{
    public async Task<Artifact> PackAsync(
        PackStep.Archive archive, long epoch, PackSources sources, ArtifactDirectory place, CancellationToken cancellationToken)
    {
        var key = new PackKeys(sources, epoch).Of(archive);
        if (records.Find(key) is not { } packed || !store.Contains(packed.Digest))
        {
            packed = await WriteAsync(archive, epoch, sources, place, cancellationToken);
            await records.AddAsync(key, packed, cancellationToken);
        }
        else
        {
            await place.CopyAsync(archive.Output, store.PathOf(packed.Digest), cancellationToken);
        }

        return new Artifact
        {
            Name = archive.Output,
            Kind = archive.Kind,
            Component = archive.Component.Text,
            Platform = archive.Platform,
            Digest = packed.Digest,
            Size = packed.Size,
        };
    }

    private async Task<StoredBlob> WriteAsync(
        PackStep.Archive archive, long epoch, PackSources sources, ArtifactDirectory place, CancellationToken cancellationToken)
    {
        var entries = archive.Files.Select(file => ArchiveEntry.File(
            archive.PathOf(file),
            sources.PathOf(file.Source),
            (UnixFileMode)file.Mode));
        var format = archive.Format == Model.Planning.ArchiveFormat.Zip ? Platform.Archives.ArchiveFormat.Zip : Platform.Archives.ArchiveFormat.TarGz;
        var path = place.PathOf(archive.Output);
        await ArchiveWriter.WriteFileAsync(format, entries, DateTimeOffset.FromUnixTimeSeconds(epoch), path, cancellationToken);
        return await store.PutFileAsync(path, cancellationToken);
    }
}
