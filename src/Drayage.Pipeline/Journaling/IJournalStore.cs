using Drayage.Model;

namespace Drayage.Pipeline.Journaling;

/// <summary>Where the journals of releases are kept, one a release. Everything that delivers or reports opens its journal here.</summary>
public interface IJournalStore
{
    /// <summary>Opens the journal of a release for writing, or begins it. A release has one writer at a time.</summary>
    /// <param name="waybill">Digest of the waybill's payload, which names the release.</param>
    /// <exception cref="ReleaseException">It is damaged, about another release, or in another runner's hands.</exception>
    Task<IOpenJournal> OpenAsync(Digest waybill, CancellationToken cancellationToken);

    /// <summary>Replays the journal of a release without opening it for writing; empty when there is none.</summary>
    /// <param name="waybill">Digest of the waybill's payload.</param>
    /// <param name="each">Receives every record, for a timeline; null when only the state is wanted.</param>
    /// <exception cref="ReleaseException">It is damaged.</exception>
    Task<JournalState> ReadAsync(Digest waybill, Action<JournalRecord>? each, CancellationToken cancellationToken);

    /// <summary>Who holds the journal of a release for writing now; null when nobody does, or where that cannot be seen from outside.</summary>
    Task<JournalHolder?> HolderAsync(Digest waybill, CancellationToken cancellationToken);
}

/// <summary>A runner with a lease on a release.</summary>
/// <param name="Runner">Host and process.</param>
/// <param name="Token">Its fencing token.</param>
/// <param name="Until">When the lease ends unless it is renewed, by the clock of the database.</param>
public sealed record JournalHolder(string Runner, long Token, DateTimeOffset Until);
