using System.Collections.Immutable;

namespace Drayage.Pipeline.Publishing;

/// <summary>What a destination lets one account do, as far as it is documented.</summary>
public sealed record DeliveryLimits
{
    /// <summary>No documented rate; as many calls at once as there are connections to a host.</summary>
    public static DeliveryLimits None { get; } = new();

    /// <summary>Names what counts together, such as the host of an API; null where each destination counts for itself.</summary>
    public string? Account { get; init; }

    /// <summary>Most calls under way at once.</summary>
    public int Concurrent { get; init; } = 16;

    public ImmutableArray<RateLimit> Rates { get; init; } = [];
}

/// <summary>At most so many points in any span of so long.</summary>
/// <param name="Points">How many.</param>
/// <param name="Per">The span.</param>
/// <param name="Look">Points that a probe or a confirmation costs.</param>
/// <param name="Send">Points that a sending costs.</param>
public sealed record RateLimit(int Points, TimeSpan Per, int Look, int Send);
