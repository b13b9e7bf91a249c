using Drayage.Model;
using Drayage.Pipeline.Journaling.Appending;

namespace Drayage.Pipeline.Journaling.Files;

/// <summary>
/// The journal of one machine: a JSON-lines file, flushed to disk before each effect. A torn last line, as a killed process
/// leaves it, is cut off; damage before it is an error.
/// </summary>
public sealed class JournalFile : IOpenJournal, IDisposable
{
    private readonly FileStream ownership;
    private readonly FileStream stream;
    private readonly JournalAppender appender;

    private JournalFile(FileStream ownership, FileStream file, JournalState state, TimeProvider clock)
    {
        this.ownership = ownership;
        stream = file;
        appender = new JournalAppender(new FileRecordWriter(file), state, clock);
    }

    public JournalState State => appender.State;

    /// <summary>The file's lock lasts as long as the process: it cannot be lost.</summary>
    public IJournalLease? Lease => null;

    /// <summary>Opens or makes the journal of a release. Only one process can have it open.</summary>
    /// <param name="runner">Who opens it.</param>
    /// <exception cref="ReleaseException">It is about another release, damaged, or open in another process.</exception>
    public static async Task<JournalFile> OpenAsync(string path, Digest waybill, string runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        var owned = TakeOwnership(path);
        FileStream? file = null;
        try
        {
            // Unbuffered: a record that could not be written must not come back with the next one.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            var (state, length) = JournalFileReader.Replay(file, path, each: null);
            file.SetLength(length);
            file.Position = length;
            if (state.Waybill is { } other && other != waybill)
                throw new ReleaseException(ExitCode.Refused, "the journal is about another release", $"{path} is about waybill {other}, not {waybill}", "move it aside, or name another directory with --dist");
            var journal = new JournalFile(owned, file, state, clock);
            cancellationToken.ThrowIfCancellationRequested();
            await journal.appender.TakeUpAsync(waybill, runner, state.Token + 1);
            return journal;
        }
        catch
        {
            file?.Dispose();
            owned.Dispose();
            throw;
        }
    }

    /// <summary>Replays a journal without opening it for writing; empty when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="each">Receives every record, for a timeline; null when only the state is wanted.</param>
    public static JournalState Read(string path, Action<JournalRecord>? each = null)
    {
        if (!File.Exists(path))
            return JournalState.Empty;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return JournalFileReader.Replay(file, path, each).State;
    }

    public Task AppendAsync(JournalEvent happened, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : appender.AppendAsync(happened);

    public void Dispose()
    {
        stream.Dispose();
        ownership.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    // A file of its own: on Unix only a lock that admits nobody keeps a second writer out, and the journal stays readable meanwhile.
    private static FileStream TakeOwnership(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy)
        {
            throw new ReleaseException(ExitCode.Refused, $"the journal {path} cannot be opened", busy.Message, "another drayage may be delivering this release; wait for it to end", busy);
        }
    }
}
