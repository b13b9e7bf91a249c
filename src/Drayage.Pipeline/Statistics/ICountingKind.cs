using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Statistics;

/// <summary>A kind of destination that tells how often something was downloaded.</summary>
public interface ICountingKind
{
    /// <param name="destination">Its settings.</param>
    /// <param name="consignments">What the project delivers there.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="DeliveryException">It cannot be asked, or does not answer as it should.</exception>
    Task<DownloadFigures> CountAsync(
        DestinationSettings destination, ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken);
}

/// <summary>What is asked of a destination.</summary>
public sealed record CountingRequest
{
    public required PublisherContext Context { get; init; }

    /// <summary>The first day of interest; destinations that tell days tell these.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of interest.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Where the figures are told, for destinations that do not say so themselves; null where nobody named it.</summary>
    public Uri? Address { get; init; }
}

/// <summary>What a destination told.</summary>
/// <param name="Counts">The figures.</param>
/// <param name="Untold">What it does not tell, one sentence each.</param>
public sealed record DownloadFigures(ImmutableArray<DownloadCount> Counts, ImmutableArray<string> Untold);
