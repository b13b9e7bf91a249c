using System.Buffers;
using Drayage.Model;

namespace Drayage.Pipeline.Journaling.Replaying;

/// <summary>
/// Replays blocks of lines: checked and decoded side by side, applied in order. Holds a few blocks, however long the journal is.
/// </summary>
/// <param name="place">Where the journal is kept, for messages.</param>
/// <param name="each">Receives every record in order; null when only the state is wanted.</param>
internal sealed class ReplayPipeline(string place, Action<JournalRecord>? each)
{
    /// <summary>Bytes of a block; a longer line makes a longer block.</summary>
    public const int BlockSize = 256 * 1024;

    private static readonly int Ahead = Math.Max(2, Environment.ProcessorCount);

    private readonly Queue<Task<List<JournalRecord?>>> decoding = new();
    private readonly JournalReplay replay = new();

    /// <summary>Takes whole lines, each with its line feed. The array goes back to <see cref="ArrayPool{T}.Shared"/>.</summary>
    /// <exception cref="ReleaseException">A record is damaged, missing or cannot follow those before it.</exception>
    public void Add(byte[] block, int length)
    {
        decoding.Enqueue(Task.Run(() => Decode(block, length)));
        if (decoding.Count > Ahead)
            ApplyOldest();
    }

    /// <returns>What the journal says.</returns>
    public JournalState Finish()
    {
        while (decoding.Count > 0)
            ApplyOldest();
        return replay.ToState();
    }

    private void ApplyOldest()
    {
        foreach (var record in decoding.Dequeue().GetAwaiter().GetResult())
        {
            if (record is null || record.Number != replay.Records + 1)
                throw Damaged(replay.Records + 1);
            replay.Apply(record);
            each?.Invoke(record);
        }
    }

    private static List<JournalRecord?> Decode(byte[] block, int length)
    {
        var records = new List<JournalRecord?>();
        ReadOnlySpan<byte> rest = block.AsSpan(0, length);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            records.Add(JournalCodec.Read(rest[..end]));
            rest = rest[(end + 1)..];
        }

        ArrayPool<byte>.Shared.Return(block);
        return records;
    }

    private ReleaseException Damaged(long line) => new(
        ExitCode.Refused,
        $"the journal is damaged at line {line}",
        $"{place}:{line}:1: the record's checksum or number is wrong",
        "move the journal aside and run: drayage resume (every destination is then probed before anything is sent)");
}
