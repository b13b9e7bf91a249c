using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Recipes;
using Drayage.Oci.Assembly;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Pipeline.Packing;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Fetching;

/// <summary>Puts the images of a release together from its released bytes, and lets nothing pass that has another digest than the waybill says.</summary>
/// <param name="directory">Of the OCI layout that receives them.</param>
/// <param name="contents">Brings the files.</param>
/// <param name="store">Holds the files.</param>
/// <param name="layers">Where layers of earlier runs are found again.</param>
/// <param name="bases">Finds base images.</param>
/// <param name="writer">What assembles here, for comparison with what assembled first.</param>
public sealed class ReleasedImages(
    string directory, RecipeContents contents, ContentStore store, LayerRecords layers, BaseImages bases, string writer)
{
    /// <param name="artifact">What must come out.</param>
    /// <param name="recipe">What goes in.</param>
    /// <param name="cancellationToken">Ends the assembly.</param>
    /// <exception cref="ReleaseException">Something else came out, or the release and its waybill contradict each other.</exception>
    /// <exception cref="DeliveryException">Something cannot be fetched.</exception>
    public async Task AssembleAsync(Artifact artifact, Recipe recipe, CancellationToken cancellationToken)
    {
        await contents.FetchAsync(recipe, cancellationToken);
        var output = await OciLayout.CreateAsync(directory, cancellationToken);
        var assembly = new RecipeAssembly(output, layers, store.PathOf);
        var root = recipe switch
        {
            Recipe.Image image => await RunAsync(assembly, image, cancellationToken),
            Recipe.OciArtifact other => await assembly.RunAsync(other, cancellationToken),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
        if (root.Digest != artifact.Digest)
            throw Different(artifact, recipe, root.Digest);
        await output.AddReferenceAsync(root, artifact.Name.Text, cancellationToken);
    }

    private async Task<Descriptor> RunAsync(RecipeAssembly assembly, Recipe.Image image, CancellationToken cancellationToken)
    {
        try
        {
            var standsOn = await bases.FindAsync(image.Base?.Reference, cancellationToken);
            if (standsOn is BaseImage.From found)
                standsOn = found with { Name = image.Base!.Name };
            var root = await assembly.RunAsync(image, standsOn, cancellationToken);
            return BaseImages.PlaceOf(image.Base) is { } place ? OutsideLayers.Mark(root, place) : root;
        }
        catch (RegistryException refused)
        {
            var told = refused.ToReleaseException($"base image {image.Base?.Reference} of {image.Artifact} could not be read");
            throw new DeliveryException(
                refused.IsTransient ? DeliveryFailure.Transient : DeliveryFailure.Refused, told.Message, told.Because, told.Hint, inner: refused);
        }
    }

    private ReleaseException Different(Artifact artifact, Recipe recipe, Digest assembled)
    {
        var first = (recipe as Recipe.Image)?.WrittenBy ?? writer;
        return new ReleaseException(
            ExitCode.Refused,
            $"image {artifact.Name} did not come out as the waybill says",
            $"assembled {assembled}, the waybill says {artifact.Digest}; first assembled by {first}, here by {writer}",
            first == writer
                ? "nothing was sent; this is a fault of Drayage: report it with the waybill"
                : "nothing was sent; compressed bytes depend on the runtime: run the version that assembled it first");
    }
}
