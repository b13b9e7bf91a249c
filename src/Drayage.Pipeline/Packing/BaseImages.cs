using Drayage.Model;
using Drayage.Model.Recipes;
using Drayage.Oci.Archives;
using Drayage.Oci.Assembly;
using Drayage.Oci.Content;
using Drayage.Oci.Distribution;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;

namespace Drayage.Pipeline.Packing;

/// <summary>Finds the images that others stand upon, in an OCI layout of the repository or in a registry.</summary>
public sealed class BaseImages(string root, HttpClient http, ICredentialSource credentials, TimeProvider clock)
{
    public const string Scratch = "scratch";
    private const string LayoutPrefix = "oci:";
    private const string ArchivePrefix = "docker-archive:";

    /// <param name="name"><c>scratch</c>, <c>oci:DIRECTORY[:TAG]</c> or <c>docker-archive:FILE[:NAME]</c> with a repository-relative path, or an image reference.</param>
    public async Task<BaseImage> FindAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null or Scratch)
            return new BaseImage.Scratch();
        if (name.StartsWith(LayoutPrefix, StringComparison.Ordinal))
        {
            var (layout, tag) = await LayoutAsync(name[LayoutPrefix.Length..], cancellationToken);
            return new BaseImage.From(layout, await RequireAsync(name, layout, tag, cancellationToken));
        }
        if (name.StartsWith(ArchivePrefix, StringComparison.Ordinal))
        {
            var (file, tag) = Split(name[ArchivePrefix.Length..]);
            var archive = await DockerArchive.OpenAsync(Path.Combine(root, file), cancellationToken);
            return new BaseImage.From(archive, await RequireAsync(name, archive, tag, cancellationToken)) { CompressLayers = true };
        }
        if (!ImageReference.TryParse(name, out var given, out var problem))
            throw new ReleaseException(ExitCode.Usage, $"'{name}' is no base image", problem, "write scratch, oci:DIRECTORY, docker-archive:FILE or an image reference");
        var image = given.WithDefaultTag();
        var repository = Repository(image);
        var found = await RequireAsync(name, repository, image.Digest?.ToString() ?? image.Tag!.ToString(), cancellationToken);
        return new BaseImage.From(repository, found, image.ToString()) { LayersStay = true };
    }

    /// <summary>Where the layers of a base stay, for those who deliver the image; null when they are in the release's own layout.</summary>
    public static ImageReference? PlaceOf(BaseImage standsOn) =>
        standsOn is BaseImage.From { LayersStay: true, Name: { } name } from ? ImageReference.Parse(name) with { Tag = null, Digest = from.Root.Digest } : null;

    /// <summary>The same for the base of a recipe.</summary>
    public static ImageReference? PlaceOf(RecipeBase? standsOn) =>
        standsOn?.Reference is { } reference ? ImageReference.Parse(reference) : null;

    private static async Task<Descriptor> RequireAsync(string name, IImageSource source, string reference, CancellationToken cancellationToken) =>
        await source.ResolveAsync(reference, cancellationToken) ?? throw new ReleaseException(
            ExitCode.Refused,
            $"base image {name} does not exist",
            $"{source.Origin} has nothing under '{reference}'",
            "correct the component's 'base' in drayage.yaml");

    private async Task<(OciLayout Layout, string Tag)> LayoutAsync(string text, CancellationToken cancellationToken)
    {
        var (directory, tag) = Split(text);
        return (await OciLayout.OpenAsync(Path.Combine(root, directory), cancellationToken), tag);
    }

    private static (string Path, string Name) Split(string text) =>
        text.IndexOf(':') is >= 0 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, "");

    private RepositoryClient Repository(ImageReference image) =>
        new RegistryClient(http, RegistryHost.Of(image.Registry), credentials, new UploadOptions(), clock).Repository(image.Repository);
}
