namespace Drayage.Pipeline.Journaling;

/// <summary>The append-only record of one release. Safe for use by many threads.</summary>
public interface IJournal
{
    /// <summary>What the records so far say.</summary>
    JournalState State { get; }

    /// <summary>Adds a record; it is on disk when this returns.</summary>
    Task AppendAsync(JournalEvent happened, CancellationToken cancellationToken);
}
