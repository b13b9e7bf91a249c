using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Content;

/// <summary>A place that tells what is attached to its images: manifests that name another as their subject.</summary>
public interface IReferrerSource
{
    /// <summary>What is attached to one manifest or index, with artifact types and annotations; nothing is no error.</summary>
    /// <param name="subject">The manifest or index; it need not be there.</param>
    /// <param name="artifactType">Only those of this type; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    Task<ImmutableArray<Descriptor>> ListReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken);
}
