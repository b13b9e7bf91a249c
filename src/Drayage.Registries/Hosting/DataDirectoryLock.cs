using Drayage.Model;

namespace Drayage.Registries.Hosting;

/// <summary>Keeps a second server off the directory, where it would sweep away what the first is receiving. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DataDirectoryLock(FileStream file) => this.file = file;

    /// <summary>
    /// Makes the directory when it is absent. A fresh one is ignored by git from inside: in a repository it is no source of what is released.
    /// </summary>
    /// <exception cref="ReleaseException">Another server holds it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        var isFresh = !Directory.EnumerateFileSystemEntries(directory).Any();
        try
        {
            var held = new DataDirectoryLock(new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            if (isFresh)
                File.WriteAllText(Path.Combine(directory, ".gitignore"), "*\n");
            return held;
        }
        catch (IOException exception)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"cannot serve the embedded registries from {directory}",
                exception.Message,
                "stop the other server, or choose another directory",
                exception);
        }
    }

    public void Dispose() => file.Dispose();
}
