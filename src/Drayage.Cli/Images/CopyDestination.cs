using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Cli.Images;

/// <summary>Where an image is copied to.</summary>
/// <param name="Location">As the user named it, with the default tag.</param>
/// <param name="Target">Receives the image.</param>
internal sealed record CopyDestination(ImageLocation Location, IImageTarget Target)
{
    /// <summary>What is left to do when everything has arrived.</summary>
    public Func<ManifestDocument, CancellationToken, Task> ListAsync { get; init; } = (_, _) => Task.CompletedTask;
}
