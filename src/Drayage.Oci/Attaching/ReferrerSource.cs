using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Attaching;

/// <summary>A referrer on its way to where its subject is: a source that holds nothing else.</summary>
public sealed class ReferrerSource(Referrer referrer) : IImageSource
{
    public ManifestDocument.Image Manifest { get; } = referrer.ToManifest();

    public string Origin => string.Join(", ", referrer.Contents.Select(content => content.Title));

    /// <summary>Attaches the referrer to its subject; where it is attached already, nothing is sent.</summary>
    /// <param name="target">Holds the subject. Its name, where it has one, does not move.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Leaves blobs behind, but no manifest without them.</param>
    /// <exception cref="ReleaseException">The target can hold nothing beside its images.</exception>
    public async Task<CopyReport> AttachAsync(IImageTarget target, CopyOptions options, CancellationToken cancellationToken)
    {
        var graph = new ImageGraph(Manifest, [Manifest]);
        var blobs = new BlobTransfer(this, target, options);
        var copy = new AttachedCopy(blobs, target, options);
        await copy.RunAsync([new AttachedArtifact(referrer.Subject.Digest, graph)], cancellationToken);
        return copy.ReportOn(Manifest);
    }

    public Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult(reference == Manifest.Digest.ToString() ? Manifest.Descriptor : null);

    public Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        descriptor.Digest == Manifest.Digest ? Task.FromResult<ManifestDocument>(Manifest) : throw Unknown(descriptor);

    public async Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        var stream = await OpenUncheckedBlobAsync(descriptor, offset, cancellationToken);
        return offset == 0 ? new VerifiedStream(stream, descriptor, Origin) : stream;
    }

    public Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        if (descriptor.Digest == EmptyConfig.Descriptor.Digest)
            return Task.FromResult<Stream>(new MemoryStream(EmptyConfig.Bytes[(int)offset..].ToArray(), writable: false));
        var content = referrer.Contents.FirstOrDefault(content => content.Descriptor.Digest == descriptor.Digest) ?? throw Unknown(descriptor);
        return content.Open(offset, cancellationToken);
    }

    private static InvalidOperationException Unknown(Descriptor descriptor) => new($"the referrer has no {descriptor}");
}
