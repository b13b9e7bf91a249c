using Drayage.Model;
using Drayage.Platform.Storage;

namespace Drayage.Listening.Queue;

/// <summary>
/// The records on disk: one line each, flushed before anybody acts on them. A torn last line, as a killed process leaves it, is
/// cut off; damage before it is an error. Only one process has it open.
/// </summary>
internal sealed class QueueFile : IDisposable
{
    private readonly FileStream ownership;
    private readonly FileStream stream;

    private QueueFile(FileStream ownership, FileStream stream)
    {
        this.ownership = ownership;
        this.stream = stream;
    }

    /// <summary>Bytes so far.</summary>
    public long Length => stream.Length;

    /// <exception cref="ReleaseException">It is damaged, or open in another process.</exception>
    public static (QueueFile File, QueueState State) Open(string directory)
    {
        var path = PathIn(directory);
        var owned = TakeOwnership(path);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var (state, whole) = Replay(bytes, path);
            file.SetLength(whole);
            file.Position = whole;
            return (new QueueFile(owned, file), state);
        }
        catch
        {
            file?.Dispose();
            owned.Dispose();
            throw;
        }
    }

    /// <summary>Adds a record; it is on disk when this returns.</summary>
    /// <exception cref="IOException">It could not be written; the file is as before.</exception>
    public void Append(QueueRecord record)
    {
        var start = stream.Position;
        try
        {
            stream.Write(SummedLine.Write(QueueCodec.Write(record)));
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // Half a line in the middle would damage what follows it.
            stream.SetLength(start);
            stream.Position = start;
            throw;
        }
    }

    /// <summary>Writes the records that are still of use in place of all that there were.</summary>
    public static async Task CompactAsync(string directory, IEnumerable<QueueRecord> records, CancellationToken cancellationToken)
    {
        var path = PathIn(directory);
        using var owned = TakeOwnership(path);
        await AtomicFile.WriteAsync(path, records.SelectMany(record => SummedLine.Write(QueueCodec.Write(record))).ToArray(), cancellationToken);
    }

    public void Dispose()
    {
        stream.Dispose();
        ownership.Dispose();
    }

    private static string PathIn(string directory) => Path.Combine(directory, "queue.jsonl");

    // A file of its own: on Unix only a lock that admits nobody keeps a second writer out, and the queue stays readable meanwhile.
    private static FileStream TakeOwnership(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Refused, $"the queue {path} cannot be opened", busy.Message, "another drayage listen may use the directory; give each its own --state", busy);
        }
    }

    private static (QueueState State, int Whole) Replay(ReadOnlySpan<byte> bytes, string path)
    {
        var state = QueueState.Empty;
        var (position, line) = (0, 1);
        for (; position < bytes.Length; line++)
        {
            var end = bytes[position..].IndexOf((byte)'\n');
            if (end < 0)
                return (state, position);
            var record = QueueCodec.Read(SummedLine.Read(bytes.Slice(position, end)))
                ?? throw new ReleaseException(ExitCode.Refused, $"the queue is damaged at line {line}", $"{path}:{line}:1: the record or its checksum is wrong", "move the file aside and start again: releases that are delivered already are recognised at their destinations");
            state = state.Apply(record);
            position += end + 1;
        }

        return (state, position);
    }
}
