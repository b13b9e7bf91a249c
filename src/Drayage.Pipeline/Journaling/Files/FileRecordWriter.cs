using Drayage.Model;
using Drayage.Pipeline.Journaling.Appending;

namespace Drayage.Pipeline.Journaling.Files;

/// <summary>Writes records to the end of the file and flushes them to the disk.</summary>
internal sealed class FileRecordWriter(FileStream file) : IRecordWriter
{
    public Task WriteAsync(long first, IReadOnlyList<byte[]> lines)
    {
        var start = file.Position;
        try
        {
            file.Write(lines is [var only] ? only : lines.SelectMany(line => line).ToArray());
            file.Flush(flushToDisk: true);
            return Task.CompletedTask;
        }
        catch (IOException full)
        {
            // Half a line in the middle would damage what follows it.
            file.SetLength(start);
            file.Position = start;
            throw new ReleaseException(ExitCode.Refused, "the journal cannot be written, so nothing more is sent", full.Message, "make room on the disk and run: drayage resume", full);
        }
    }
}
