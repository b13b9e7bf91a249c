using Drayage.Model;

namespace Drayage.Pipeline.Journaling;

/// <summary>The journals of one machine: the file beside the waybill.</summary>
/// <param name="path">Absolute path of the file; it is about one release.</param>
public sealed class JournalFileStore(string path, TimeProvider clock) : IJournalStore
{
    public async Task<IOpenJournal> OpenAsync(Digest waybill, CancellationToken cancellationToken) =>
        await JournalFile.OpenAsync(path, waybill, clock, cancellationToken);

    public Task<JournalState> ReadAsync(Digest waybill, Action<JournalRecord>? each, CancellationToken cancellationToken) =>
        Task.FromResult(JournalFile.Read(path, each));
}
