using Drayage.Oci.Documents;

namespace Drayage.Oci.Content;

/// <summary>A place where things can be attached to images.</summary>
public interface IReferrerTarget : IImageTarget, IReferrerSource
{
    /// <summary>Stores a manifest that names a subject, and sees to it that it is listed there. What it names is there.</summary>
    Task PutReferrerAsync(ManifestDocument referrer, CancellationToken cancellationToken);
}
