using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Assembly;

/// <summary>A layer that stands in the layout.</summary>
/// <param name="Blob">The compressed layer.</param>
/// <param name="DiffId">The digest of the uncompressed one.</param>
internal sealed record Layer(Descriptor Blob, Digest DiffId);
