using System.Collections.Immutable;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;

namespace Drayage.Oci.Assembly;

/// <summary>Brings what a base image contributes into the layout.</summary>
internal sealed class BaseLayers(OciLayout output, LayerWriter writer)
{
    /// <summary>The base's layers as the new image will name them, under the types that the base has for them.</summary>
    public async Task<ImmutableArray<Descriptor>> TakeOverAsync(ResolvedBase parent, CancellationToken cancellationToken)
    {
        if (parent.From.LayersStay)
        {
            // They tell which layers these are, to those who have the layout alone.
            await output.WriteManifestAsync(parent.Root, cancellationToken);
            await output.WriteManifestAsync(parent.Image, cancellationToken);
            return parent.Layers;
        }
        var layers = ImmutableArray.CreateBuilder<Descriptor>(parent.Layers.Length);
        foreach (var layer in parent.Layers)
            layers.Add(await TakeOverAsync(parent.From, layer, cancellationToken));
        return layers.MoveToImmutable();
    }

    private async Task<Descriptor> TakeOverAsync(BaseImage.From from, Descriptor layer, CancellationToken cancellationToken)
    {
        if (from.CompressLayers && layer.MediaType is MediaTypes.OciLayerTar or MediaTypes.DockerLayerTar)
            return await writer.CompressAsync(layer, from.Source, cancellationToken);
        if (!output.HasBlob(layer.Digest) && !MediaTypes.IsForeignLayer(layer.MediaType))
        {
            await using var content = await from.Source.OpenBlobAsync(layer, 0, cancellationToken);
            await output.WriteBlobAsync(layer, content, cancellationToken);
        }
        return layer;
    }
}
