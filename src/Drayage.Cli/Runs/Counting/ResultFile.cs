using System.Text;
using Drayage.Model;
using Drayage.Platform.Storage;

namespace Drayage.Cli.Runs.Counting;

/// <summary>A file that the user named for results.</summary>
internal static class ResultFile
{
    /// <exception cref="ReleaseException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Refused, $"{path} cannot be written", refused.Message, "name a file in a directory that you may write to", refused);
        }
    }
}
