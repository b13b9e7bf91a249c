using Drayage.Model;

namespace Drayage.Pipeline.Journaling;

/// <summary>
/// The journal of one machine: a JSON-lines file, flushed to disk before each effect. A torn last line, as a killed process
/// leaves it, is cut off; damage before it is an error.
/// </summary>
public sealed class JournalFile : IOpenJournal, IDisposable
{
    private readonly FileStream ownership;
    private readonly FileStream stream;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim gate = new(1);
    private JournalState current;

    private JournalFile(FileStream ownership, FileStream file, JournalState state, TimeProvider clock)
    {
        this.ownership = ownership;
        stream = file;
        current = state;
        this.clock = clock;
    }

    public JournalState State => Volatile.Read(ref current);

    /// <summary>Opens or makes the journal of a release. Only one process can have it open.</summary>
    /// <exception cref="ReleaseException">It is about another release, damaged, or open in another process.</exception>
    public static async Task<JournalFile> OpenAsync(string path, Digest waybill, TimeProvider clock, CancellationToken cancellationToken)
    {
        var owned = TakeOwnership(path);
        FileStream? file = null;
        try
        {
            // Unbuffered: a record that could not be written must not come back with the next one.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            var (state, length) = Replay(ReadAll(file), path);
            file.SetLength(length);
            file.Position = length;
            if (state.Waybill is { } other && other != waybill)
                throw new ReleaseException(ExitCode.Refused, "the journal is about another release", $"{path} is about waybill {other}, not {waybill}", "move it aside, or name another directory with --dist");
            var journal = new JournalFile(owned, file, state, clock);
            if (state.Waybill is null)
                await journal.AppendAsync(new JournalEvent.Opened(waybill), cancellationToken);
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
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Replay(ReadAll(file), path, each).State;
    }

    public async Task AppendAsync(JournalEvent happened, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var record = new JournalRecord(current.Records + 1, clock.GetUtcNow(), happened);
            var next = current.Apply(record);
            var start = stream.Position;
            try
            {
                stream.Write(JournalCodec.Write(record));
                stream.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                // Half a line in the middle would damage what follows it.
                stream.SetLength(start);
                stream.Position = start;
                throw;
            }

            Volatile.Write(ref current, next);
        }
        catch (IOException full)
        {
            throw new ReleaseException(ExitCode.Refused, "the journal cannot be written, so nothing more is sent", full.Message, "make room on the disk and run: drayage resume", full);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        ownership.Dispose();
        gate.Dispose();
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

    private static byte[] ReadAll(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <returns>The state, and the length of the part of the file that is whole.</returns>
    private static (JournalState State, int Length) Replay(ReadOnlySpan<byte> bytes, string path, Action<JournalRecord>? each = null)
    {
        var state = JournalState.Empty;
        var position = 0;
        while (position < bytes.Length)
        {
            var end = bytes[position..].IndexOf((byte)'\n');
            var record = end < 0 ? null : JournalCodec.Read(bytes.Slice(position, end));
            if (record is null || record.Number != state.Records + 1)
            {
                // What a killed process leaves: part of one line, at the very end.
                if (end < 0)
                    return (state, position);
                throw Damaged(path, state.Records + 1);
            }

            state = state.Apply(record);
            each?.Invoke(record);
            position += end + 1;
        }

        return (state, position);
    }

    private static ReleaseException Damaged(string path, long line) => new(
        ExitCode.Refused,
        $"the journal is damaged at line {line}",
        $"{path}:{line}:1: the record's checksum or number is wrong",
        "move the journal aside and run: drayage resume (every destination is then probed before anything is sent)");
}
