using System.Buffers;
using Drayage.Pipeline.Journaling.Replaying;

namespace Drayage.Pipeline.Journaling.Files;

/// <summary>Replays a journal file from beginning to end.</summary>
internal static class JournalFileReader
{
    /// <param name="file">Positioned at its beginning.</param>
    /// <param name="path">For messages.</param>
    /// <param name="each">Receives every record; may be null.</param>
    /// <returns>The state, and the length of the part of the file that is whole: what a killed process leaves at the very end is not.</returns>
    public static (JournalState State, long Length) Replay(Stream file, string path, Action<JournalRecord>? each)
    {
        var pipeline = new ReplayPipeline(path, each);
        var block = ArrayPool<byte>.Shared.Rent(ReplayPipeline.BlockSize);
        var (filled, whole) = (0, 0L);
        while (file.Read(block, filled, block.Length - filled) is > 0 and var read)
        {
            filled += read;
            var lines = block.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            if (lines == 0 && filled < block.Length)
                continue;
            // A line that does not fit makes its block longer.
            var next = ArrayPool<byte>.Shared.Rent(lines == 0 ? block.Length * 2 : ReplayPipeline.BlockSize);
            block.AsSpan(lines, filled - lines).CopyTo(next);
            if (lines > 0)
                pipeline.Add(block, lines);
            else
                ArrayPool<byte>.Shared.Return(block);
            (block, filled, whole) = (next, filled - lines, whole + lines);
        }

        ArrayPool<byte>.Shared.Return(block);
        return (pipeline.Finish(), whole);
    }
}
