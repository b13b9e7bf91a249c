using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery.Pacing;

/// <summary>The paces of a run: one an account, however many destinations share it.</summary>
internal sealed class DestinationPaces(DeliveryPatience patience, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<string, DestinationPace> paces = new(StringComparer.Ordinal);

    public DestinationPace Of(string destination, DeliveryLimits limits)
    {
        var account = limits.Account ?? destination;
        if (!paces.TryGetValue(account, out var pace))
            paces[account] = pace = new DestinationPace(account, limits, patience, clock);
        return pace;
    }

    public void Dispose()
    {
        foreach (var pace in paces.Values)
            pace.Dispose();
    }
}
