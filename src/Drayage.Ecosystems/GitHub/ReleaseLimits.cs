using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Explaining.Knowledge;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.GitHub;

/// <summary>What GitHub takes in one release (docs.github.com, "About releases"): files of less than 2 GiB, and a thousand of them.</summary>
internal static class ReleaseLimits
{
    private const long Asset = 2L * 1024 * 1024 * 1024;
    private const int Assets = 1000;

    /// <returns>What a consignment has too much of, a clause each; empty for one that fits. Sizes are known once it is built.</returns>
    public static ImmutableArray<string> Exceeded(Consignment consignment)
    {
        var puts = consignment.Effects.OfType<Effect.Put>().ToArray();
        return
        [
            .. puts.Where(put => put.Size >= Asset).Select(large => $"{large.Name} has {large.Size:N0} bytes; GitHub takes less than 2 GiB a file"),
            .. puts.Length > Assets ? [$"the release has {puts.Length} files; GitHub takes {Assets}"] : Array.Empty<string>(),
        ];
    }

    /// <summary>
    /// Sees to it that nothing is sent of a release that cannot be completed. A release is asked for before it is built, when no size
    /// is known, and one that is resumed or published from its waybill is not asked for at all.
    /// </summary>
    /// <param name="message">What is not sent.</param>
    /// <exception cref="DeliveryException">There is too much of it.</exception>
    public static void Require(Consignment consignment, string message)
    {
        if (Exceeded(consignment) is { IsEmpty: false } exceeded)
            throw new DeliveryException(DeliveryFailure.Refused, message, string.Join("; ", exceeded), GitHubFailures.ReleaseLimits.Remedies[0]);
    }
}
