using Drayage.Model;
using Drayage.Pipeline.Journaling.Appending;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Journaling.Files;

/// <summary>Writes records to the end of the file and flushes them to the disk.</summary>
internal sealed class FileRecordWriter(AppendedFile file) : IRecordWriter
{
    public Task WriteAsync(long first, IReadOnlyList<byte[]> lines)
    {
        try
        {
            file.Append(lines is [var only] ? only : lines.SelectMany(line => line).ToArray());
            return Task.CompletedTask;
        }
        catch (IOException full)
        {
            throw new ReleaseException(ExitCode.Refused, "the journal cannot be written, so nothing more is sent", full.Message, "make room on the disk and run: drayage resume", full);
        }
    }
}
