using Drayage.Model;
using Drayage.Oci.Assembly;
using Drayage.Oci.Content;
using Drayage.Oci.Distribution;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;

namespace Drayage.Pipeline.Packing;

/// <summary>Finds the images that others stand upon, in an OCI layout of the repository or in a registry.</summary>
public sealed class BaseImages(string root, HttpClient http, ICredentialSource credentials, TimeProvider clock)
{
    public const string Scratch = "scratch";
    private const string LayoutPrefix = "oci:";

    /// <param name="name"><c>scratch</c>, <c>oci:DIRECTORY[:TAG]</c> with a repository-relative directory, or an image reference.</param>
    public async Task<BaseImage> FindAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null or Scratch)
            return new BaseImage.Scratch();
        var (source, reference) = name.StartsWith(LayoutPrefix, StringComparison.Ordinal)
            ? await LayoutAsync(name[LayoutPrefix.Length..], cancellationToken)
            : Registry(ImageReference.Parse(name));
        var found = await source.ResolveAsync(reference, cancellationToken) ?? throw new ReleaseException(
            ExitCode.Refused,
            $"base image {name} does not exist",
            $"{source.Origin} has nothing under '{reference}'",
            "correct the component's 'base' in drayage.yaml");
        return new BaseImage.From(source, found, name);
    }

    private async Task<(IImageSource Source, string Reference)> LayoutAsync(string text, CancellationToken cancellationToken)
    {
        var colon = text.LastIndexOf(':');
        var (directory, tag) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return (await OciLayout.OpenAsync(Path.Combine(root, directory), cancellationToken), tag);
    }

    private (IImageSource Source, string Reference) Registry(ImageReference image)
    {
        var client = new RegistryClient(http, RegistryHost.Of(image.Registry), credentials, new UploadOptions(), clock);
        return (client.Repository(image.Repository), image.Digest?.ToString() ?? image.Tag?.ToString() ?? "latest");
    }
}
