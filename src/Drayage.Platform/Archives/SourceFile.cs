using Drayage.Model;

namespace Drayage.Platform.Archives;

/// <summary>Opens the files that go into archives and words what can go wrong with them.</summary>
internal static class SourceFile
{
    public static FileStream Open(string entryPath, string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Options = FileOptions.SequentialScan | FileOptions.Asynchronous,
                BufferSize = 0,
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"archive entry {entryPath}: its file cannot be read",
                $"{path}: {failure.Message}",
                "build the file first, or correct its path in the configuration",
                failure);
        }
    }

    public static ReleaseException Changed(string entryPath, string path, long announced) => new(
        ExitCode.Refused,
        $"archive entry {entryPath}: its file changed while it was being packed",
        $"{path} had {announced} bytes when packing began and another size when it ended",
        "stop whatever still writes to the file, then run the command again");
}
