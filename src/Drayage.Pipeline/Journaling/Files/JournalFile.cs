using Drayage.Model;
using Drayage.Pipeline.Journaling.Appending;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Journaling.Files;

/// <summary>
/// The journal of one machine: a JSON-lines file, flushed to disk before each effect. A torn last line, as a killed process
/// leaves it, is cut off; damage before it is an error.
/// </summary>
public sealed class JournalFile : IOpenJournal, IDisposable
{
    private readonly AppendedFile content;
    private readonly JournalAppender appender;

    private JournalFile(AppendedFile file, JournalState state, TimeProvider clock)
    {
        content = file;
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
        var file = Open(path);
        try
        {
            var (state, length) = JournalFileReader.Replay(file.Content, path, each: null);
            file.CutOff(length);
            if (state.Waybill is { } other && other != waybill)
                throw new ReleaseException(ExitCode.Refused, "the journal is about another release", $"{path} is about waybill {other}, not {waybill}", "move it aside, or name another directory with --dist");
            var journal = new JournalFile(file, state, clock);
            cancellationToken.ThrowIfCancellationRequested();
            await journal.appender.TakeUpAsync(waybill, runner, state.Token + 1);
            return journal;
        }
        catch
        {
            file.Dispose();
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

    public void Dispose() => content.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static AppendedFile Open(string path)
    {
        try
        {
            return AppendedFile.Open(path);
        }
        catch (IOException busy)
        {
            throw new ReleaseException(ExitCode.Refused, $"the journal {path} cannot be opened", busy.Message, "another drayage may be delivering this release; wait for it to end", busy);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new ReleaseException(ExitCode.Refused, $"the journal {path} cannot be opened", denied.Message, "let this user write there, or name another directory with --dist", denied);
        }
    }
}
