using Drayage.Cli.Rendering.Images;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;

namespace Drayage.Cli.Images;

/// <summary>Removes what was named, and nothing that was not.</summary>
internal sealed class ImageRemoval(RegistryAccess registries, string directory, bool keepBlobs)
{
    /// <summary>Reads a name; what is to be removed must be named in full.</summary>
    /// <exception cref="ReleaseException">It is not, or cannot be removed from.</exception>
    public ImageLocation Check(string text) => ImageLocation.Parse(text, directory) switch
    {
        ImageLocation.InRegistry { Reference: { Tag: null, Digest: null } reference } => throw new ReleaseException(
            ExitCode.Usage, $"'{text}' names a whole repository", "only a tag or a digest is removed", $"write {reference.Name}:TAG or {reference.Name}@sha256:…"),
        ImageLocation.InLayout { Reference: "" } layout => throw new ReleaseException(
            ExitCode.Usage, $"'{text}' names a whole layout", "only a reference is removed", $"write oci:{layout.Directory}:NAME, or remove the directory"),
        ImageLocation.InArchive archive => throw new ReleaseException(
            ExitCode.Usage, $"'{text}' is in a docker-archive", "such a file is written once and never changed", $"remove the file {archive.File}, or copy what is to stay into another"),
        var location => location,
    };

    public Task<RemovedImage> RemoveAsync(ImageLocation location, CancellationToken cancellationToken) => location switch
    {
        ImageLocation.InLayout layout => FromLayoutAsync(layout, cancellationToken),
        ImageLocation.InRegistry registry => FromRegistryAsync(registry.Reference, cancellationToken),
        _ => throw new InvalidOperationException($"unknown location {location}"),
    };

    private async Task<RemovedImage> FromLayoutAsync(ImageLocation.InLayout location, CancellationToken cancellationToken)
    {
        var layout = await OciLayout.OpenAsync(location.Directory, cancellationToken);
        var removed = await layout.RemoveReferenceAsync(location.Reference, cancellationToken);
        if (removed.IsEmpty)
            throw Absent(location.ToString(), "the layout does not list it", $"list what it holds: drayage image ls oci:{location.Directory}");
        if (keepBlobs)
            return new RemovedImage(location.ToString(), removed[0].Digest.ToString(), null, null);
        var swept = await layout.SweepAsync(cancellationToken);
        return new RemovedImage(location.ToString(), removed[0].Digest.ToString(), swept.Blobs, swept.Bytes);
    }

    private async Task<RemovedImage> FromRegistryAsync(ImageReference reference, CancellationToken cancellationToken)
    {
        var repository = registries.Open(reference);
        try
        {
            var found = await repository.ResolveAsync(reference.Digest?.ToString() ?? reference.Tag!.Value, cancellationToken);
            var gone = found is not null && (reference.Digest is { } digest
                ? await repository.DeleteManifestAsync(digest, cancellationToken)
                : await repository.DeleteTagAsync(reference.Tag!, cancellationToken));
            return gone
                ? new RemovedImage(reference.ToString(), found!.Digest.ToString(), null, null)
                : throw Absent(reference.ToString(), "the registry answers 404", $"list its tags: drayage image ls {reference.Name}");
        }
        catch (RegistryException refused)
        {
            throw Refused(reference, refused);
        }
    }

    private static ReleaseException Refused(ImageReference reference, RegistryException refused)
    {
        var told = refused.ToReleaseException($"{reference} was not removed");
        return DeletionRefusals.IsUnsupported(refused)
            ? new ReleaseException(told.Code, told.Message, told.Because, DeletionRefusals.HintFor(reference), refused)
            : told;
    }

    private static ReleaseException Absent(string image, string because, string hint) =>
        new(ExitCode.Refused, $"{image} was not removed: it is not there", because, hint);
}
