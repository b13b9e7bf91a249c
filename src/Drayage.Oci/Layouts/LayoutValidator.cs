using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Layouts;

/// <summary>
/// Recomputes every digest and size of a layout, walks all children, and checks that the configurations' diff ids are
/// the digests of the uncompressed layers. Layers that the layout leaves to a base need not be there.
/// </summary>
public sealed class LayoutValidator
{
    private readonly OciLayout layout;
    private readonly HashSet<Digest> walked = [];
    private readonly ImmutableArray<LayoutProblem>.Builder problems = ImmutableArray.CreateBuilder<LayoutProblem>();

    private OutsideLayers? outside;

    private LayoutValidator(OciLayout layout) => this.layout = layout;

    /// <summary>All problems found; none when the layout is sound.</summary>
    public static async Task<ImmutableArray<LayoutProblem>> ValidateAsync(OciLayout layout, CancellationToken cancellationToken)
    {
        var validator = new LayoutValidator(layout);
        foreach (var descriptor in await layout.ReadIndexAsync(cancellationToken))
            await validator.WalkEntryAsync(descriptor, cancellationToken);
        return validator.problems.ToImmutable();
    }

    private async Task WalkEntryAsync(Descriptor entry, CancellationToken cancellationToken)
    {
        try
        {
            outside = await OutsideLayers.FindAsync(layout, entry, cancellationToken);
        }
        catch (Exception failure) when (failure is ReleaseException or FormatException)
        {
            Report(entry, "index.json", failure);
        }
        await WalkAsync(entry, "index.json", cancellationToken);
    }

    private async Task WalkAsync(Descriptor descriptor, string parent, CancellationToken cancellationToken)
    {
        if (!walked.Add(descriptor.Digest))
            return;
        var trail = $"{parent} > {descriptor.Digest.Short}";
        if (!MediaTypes.IsIndex(descriptor.MediaType) && !MediaTypes.IsManifest(descriptor.MediaType))
        {
            await CheckBlobAsync(descriptor, trail, cancellationToken);
            return;
        }
        try
        {
            switch (await layout.ReadManifestAsync(descriptor, cancellationToken))
            {
                case ManifestDocument.Index index:
                    foreach (var child in index.Content.Manifests)
                        await WalkAsync(child, trail, cancellationToken);
                    break;
                case ManifestDocument.Image image:
                    await CheckImageAsync(image, trail, cancellationToken);
                    break;
            }
        }
        catch (ReleaseException failure)
        {
            Report(descriptor, trail, failure);
        }
    }

    private async Task CheckImageAsync(ManifestDocument.Image image, string trail, CancellationToken cancellationToken)
    {
        var diffIds = await ReadDiffIdsAsync(image.Manifest, trail, cancellationToken);
        if (diffIds is { } ids && ids.Length != image.Manifest.Layers.Length)
            Report(image.Manifest.Config, trail, $"the configuration has {ids.Length} diff ids for {image.Manifest.Layers.Length} layers");
        for (var i = 0; i < image.Manifest.Layers.Length; i++)
        {
            var layer = image.Manifest.Layers[i];
            if (MayLack(layer) && !layout.HasBlob(layer.Digest))
                continue;
            var layerTrail = $"{trail} > {layer.Digest.Short}";
            if (diffIds is { } known && i < known.Length)
                await CheckLayerAsync(layer, known[i], layerTrail, cancellationToken);
            else if (walked.Add(layer.Digest))
                await CheckBlobAsync(layer, layerTrail, cancellationToken);
        }
    }

    private bool MayLack(Descriptor layer) =>
        MediaTypes.IsForeignLayer(layer.MediaType) || outside?.Digests.Contains(layer.Digest) is true;

    private async Task<ImmutableArray<Digest>?> ReadDiffIdsAsync(ImageManifest manifest, string trail, CancellationToken cancellationToken)
    {
        var trailOfConfig = $"{trail} > {manifest.Config.Digest.Short}";
        if (manifest.Config.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig))
        {
            await CheckBlobAsync(manifest.Config, trailOfConfig, cancellationToken);
            return null;
        }
        try
        {
            var bytes = await layout.ReadBlobAsync(manifest.Config, cancellationToken);
            return ConfigDocument.Parse(bytes, manifest.Config.MediaType).Config.RootFs.DiffIds;
        }
        catch (Exception failure) when (failure is ReleaseException or FormatException)
        {
            Report(manifest.Config, trailOfConfig, failure);
            return null;
        }
    }

    private async Task CheckLayerAsync(Descriptor layer, Digest diffId, string trail, CancellationToken cancellationToken)
    {
        try
        {
            await using var blob = await layout.OpenBlobAsync(layer, 0, cancellationToken);
            using var hash = diffId.NewHash();
            if (layer.MediaType is MediaTypes.OciLayerGzip or MediaTypes.DockerLayerGzip)
            {
                await using var plain = new GZipStream(blob, CompressionMode.Decompress, leaveOpen: true);
                await AppendAsync(plain, hash, cancellationToken);
            }
            else if (layer.MediaType == MediaTypes.OciLayerTar)
            {
                await AppendAsync(blob, hash, cancellationToken);
            }
            else
            {
                await blob.CopyToAsync(Stream.Null, cancellationToken);
                return;
            }
            await blob.CopyToAsync(Stream.Null, cancellationToken);
            var actual = Digest.FromHash(diffId.Algorithm, hash.GetHashAndReset());
            if (actual != diffId)
                Report(layer, trail, $"the uncompressed layer has the digest {actual}, the configuration says {diffId}");
        }
        catch (Exception failure) when (failure is ReleaseException or InvalidDataException)
        {
            Report(layer, trail, failure);
        }
    }

    private static async Task AppendAsync(Stream stream, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            hash.AppendData(buffer, 0, read);
    }

    private async Task CheckBlobAsync(Descriptor descriptor, string trail, CancellationToken cancellationToken)
    {
        try
        {
            await using var blob = await layout.OpenBlobAsync(descriptor, 0, cancellationToken);
            await blob.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (ReleaseException failure)
        {
            Report(descriptor, trail, failure);
        }
    }

    private void Report(Descriptor descriptor, string trail, Exception failure) => Report(
        descriptor, trail, failure is ReleaseException { Because: { } because } ? $"{failure.Message}: {because}" : failure.Message);

    private void Report(Descriptor descriptor, string trail, string message) =>
        problems.Add(new LayoutProblem(descriptor.Digest, trail, message));
}
