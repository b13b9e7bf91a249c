using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>What a registry serves, by digest.</summary>
internal static class CrateDigest
{
    /// <exception cref="DeliveryException">The download broke off.</exception>
    public static async Task<string> OfAsync(Consignment consignment, HttpReply reply, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await reply.OpenBodyAsync(cancellationToken);
            return $"{await Digest.OfSha256Async(body, cancellationToken)}";
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw new DeliveryException(
                DeliveryFailure.Transient, $"destination {consignment.Destination}: {CratesSite.CrateOf(consignment)} {consignment.Version} cannot be read back", broken.Message, "it may pass; go on with: drayage resume", inner: broken);
        }
    }
}
