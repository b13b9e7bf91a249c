using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Model.Recipes;
using Drayage.Oci.Assembly;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Packing;

/// <summary>Packs images and OCI artifacts into the release's layout.</summary>
public sealed class ImagePacker(WorkLayout layout, PackRecords records, LayerRecords layers, BaseImages bases)
{
    public async Task<PackedImage> PackAsync(
        PackStep.Image image, SourceRevision source, PackSources sources, RecipeWriter recipes, CancellationToken cancellationToken)
    {
        var output = await OciLayout.CreateAsync(layout.Images, cancellationToken);
        var standsOn = await bases.FindAsync(image.Settings.Base, cancellationToken);
        var key = new PackKeys(sources, source.CommitTime).Of(image, standsOn is BaseImage.From from ? from.Root.Digest.ToString() : BaseImages.Scratch);
        var place = BaseImages.PlaceOf(standsOn);
        var recipe = recipes.Of(image, source, BaseOf(standsOn, place));
        var root = records.Find(key) is { } known ? await FindAsync(output, known, image.Settings.Format, place, cancellationToken) : null;
        if (root is null)
        {
            root = await new RecipeAssembly(output, layers, recipes.PathOf).RunAsync(recipe, standsOn, cancellationToken);
            await records.AddAsync(key, new StoredBlob(root.Digest, root.Size), cancellationToken);
        }

        await output.AddReferenceAsync(Entry(root, place), image.Output.Text, cancellationToken);
        return new PackedImage(ArtifactOf(image, ArtifactKind.Image, root), recipe);
    }

    public async Task<PackedImage> PackAsync(PackStep.OciArtifact artifact, RecipeWriter recipes, CancellationToken cancellationToken)
    {
        var output = await OciLayout.CreateAsync(layout.Images, cancellationToken);
        var recipe = recipes.Of(artifact);
        var root = await new RecipeAssembly(output, layers, recipes.PathOf).RunAsync(recipe, cancellationToken);
        await output.AddReferenceAsync(root, artifact.Output.Text, cancellationToken);
        return new PackedImage(ArtifactOf(artifact, ArtifactKind.OciArtifact, root), recipe);
    }

    /// <summary>The image of an earlier run, if the layout still holds all of it.</summary>
    private static async Task<Descriptor?> FindAsync(
        OciLayout output, StoredBlob known, ImageFormat format, ImageReference? place, CancellationToken cancellationToken)
    {
        if (!output.HasBlob(known.Digest))
            return null;
        var mediaType = format == ImageFormat.Docker ? MediaTypes.DockerManifestList : MediaTypes.OciIndex;
        var root = new Descriptor { MediaType = mediaType, Digest = known.Digest, Size = known.Size };
        var graph = await ImageGraph.ReadAsync(output, root, cancellationToken);
        if (place is { Digest: { } digest } && !output.HasBlob(digest))
            return null;
        var outside = (await OutsideLayers.FindAsync(output, Entry(root, place), cancellationToken))?.Digests ?? [];
        return graph.Blobs.All(blob => outside.Contains(blob.Digest) || output.HasBlob(blob.Digest)) ? root : null;
    }

    private static Descriptor Entry(Descriptor root, ImageReference? place) => place is null ? root : OutsideLayers.Mark(root, place);

    private static RecipeBase? BaseOf(BaseImage standsOn, ImageReference? place) =>
        standsOn is BaseImage.From from ? new RecipeBase(place?.ToString(), from.Name) : null;

    private static Artifact ArtifactOf(PackStep pack, string kind, Descriptor root) => new()
    {
        Name = pack.Output,
        Kind = kind,
        Component = pack.Component.Text,
        Digest = root.Digest,
        Size = root.Size,
    };
}

/// <summary>An image or OCI artifact in the layout, and what it was made of.</summary>
public sealed record PackedImage(Artifact Artifact, Recipe Recipe);
