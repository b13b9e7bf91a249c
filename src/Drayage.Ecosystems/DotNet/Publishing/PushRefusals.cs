using System.Collections.Immutable;
using System.Net;
using Drayage.Model.Delivery;
using Drayage.Model.Explaining;
using Drayage.Model.Explaining.Knowledge;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>What a feed's refusal means, and what to do about it. Feeds explain themselves in the reason phrase or the body.</summary>
internal static class PushRefusals
{
    // The others are answered with the destination's own names and settings.
    private static readonly ImmutableArray<KnownFailure> Telling = [NuGetFailures.IdReserved, NuGetFailures.TooLarge];

    /// <summary>Whether the version is there already, with whatever bytes. An id that is reserved is refused with the same status.</summary>
    public static bool SaysExists(HttpFailure failure) =>
        failure.Status == HttpStatusCode.Conflict && !failure.Describe().Contains("reserved", StringComparison.OrdinalIgnoreCase);

    /// <param name="what">What was sent, as messages call it.</param>
    public static DeliveryException Explain(Consignment consignment, string what, HttpFailure failure)
    {
        var id = PackageName.Of(consignment).Id;
        return failure.ToDelivery($"destination {consignment.Destination}: {what} was refused", failure.Status switch
        {
            _ when failure.RemedyAmong(Client.DotNet, Telling) is { } remedy => remedy,
            HttpStatusCode.Unauthorized => $"check the key of destination {consignment.Destination}: 'api-key', or what NuGet's own configuration has for the feed",
            HttpStatusCode.Forbidden =>
                $"the key is wrong, has expired, or may not push {id}: make one with the scope 'push' whose pattern covers {id}; if the id belongs to somebody else, choose another PackageId",
            HttpStatusCode.BadRequest => "correct the package's properties in its project and build again",
            HttpStatusCode.NotFound when PackageName.IsSymbols(what) => "the feed does not have the package that these symbols belong to; run: drayage resume",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone =>
                $"check 'source' of destination {consignment.Destination}: it is the address of a V3 service index",
            { } status when (int)status is >= 300 and < 400 => $"the address leads elsewhere; write the new one into 'source' of destination {consignment.Destination}",
            _ => null,
        });
    }
}
