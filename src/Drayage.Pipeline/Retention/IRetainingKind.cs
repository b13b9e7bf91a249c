using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Retention;

/// <summary>A kind of destination that keeps versions until somebody removes them.</summary>
public interface IRetainingKind
{
    /// <param name="destination">Settings with credentials; null takes what the clients of the kind have on this machine.</param>
    /// <param name="address">Of a consignment: <c>ghcr.io/owner/image</c>.</param>
    /// <param name="context">Connections.</param>
    /// <param name="packages">What deletes where the destination itself does not; null where it does.</param>
    /// <param name="notes">What an earlier run left.</param>
    IVersionStore OpenStore(DestinationSettings? destination, string address, PublisherContext context, IPackageVersions? packages, PruneNotes notes);
}
