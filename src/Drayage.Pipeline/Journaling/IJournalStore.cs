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
}

/// <summary>A journal in the hands of its one writer; disposing hands it back.</summary>
public interface IOpenJournal : IJournal, IAsyncDisposable;
