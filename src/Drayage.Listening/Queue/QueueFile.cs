using Drayage.Model;
using Drayage.Platform.Storage;

namespace Drayage.Listening.Queue;

/// <summary>
/// The records on disk: one line each, flushed before anybody acts on them. A torn last line, as a killed process leaves it, is
/// cut off; damage before it is an error. Only one process has it open.
/// </summary>
internal sealed class QueueFile : IDisposable
{
    private readonly AppendedFile content;

    private QueueFile(AppendedFile content) => this.content = content;

    /// <summary>Bytes so far.</summary>
    public long Length => content.Length;

    /// <exception cref="ReleaseException">It is damaged, or open in another process.</exception>
    public static (QueueFile File, QueueState State) Open(string directory)
    {
        var path = PathIn(directory);
        var file = Take(path);
        try
        {
            var bytes = new byte[file.Length];
            file.Content.ReadExactly(bytes);
            var (state, whole) = Replay(bytes, path);
            file.CutOff(whole);
            return (new QueueFile(file), state);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds a record; it is on disk when this returns.</summary>
    /// <exception cref="IOException">It could not be written; the file is as before.</exception>
    public void Append(QueueRecord record) => content.Append(SummedLine.Write(QueueCodec.Write(record)));

    /// <summary>Writes the records that are still of use in place of all that there were.</summary>
    public static async Task CompactAsync(string directory, IEnumerable<QueueRecord> records, CancellationToken cancellationToken)
    {
        var path = PathIn(directory);
        using var owned = Take(path);
        await AtomicFile.WriteAsync(path, records.SelectMany(record => SummedLine.Write(QueueCodec.Write(record))).ToArray(), cancellationToken);
    }

    public void Dispose() => content.Dispose();

    private static string PathIn(string directory) => Path.Combine(directory, "queue.jsonl");

    private static AppendedFile Take(string path)
    {
        try
        {
            return AppendedFile.Open(path);
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
