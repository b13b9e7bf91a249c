using Drayage.Model;

namespace Drayage.Pipeline.Journaling.Files;

/// <summary>The journals of one machine: the file beside the waybill.</summary>
/// <param name="path">Absolute path of the file; it is about one release.</param>
/// <param name="runner">Who opens journals here.</param>
public sealed class JournalFileStore(string path, string runner, TimeProvider clock) : IJournalStore
{
    public async Task<IOpenJournal> OpenAsync(Digest waybill, CancellationToken cancellationToken) =>
        await JournalFile.OpenAsync(path, waybill, runner, clock, cancellationToken);

    public Task<JournalState> ReadAsync(Digest waybill, Action<JournalRecord>? each, CancellationToken cancellationToken) =>
        Task.FromResult(JournalFile.Read(path, each));

    /// <summary>Nobody leases a file: its lock shows when it is opened.</summary>
    public Task<JournalHolder?> HolderAsync(Digest waybill, CancellationToken cancellationToken) => Task.FromResult<JournalHolder?>(null);
}
