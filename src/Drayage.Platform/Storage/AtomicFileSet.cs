using System.Collections.Immutable;
using System.Text;
using Drayage.Model;

namespace Drayage.Platform.Storage;

/// <summary>
/// Replaces several files: all of them or none. The new contents are on disk before the first file changes; a crash between two files
/// is made good by the next run, which finishes what was begun.
/// </summary>
/// <remarks>
/// The directory holds the new contents as <c>0</c>, <c>1</c> … and, from the moment when all are complete, <c>files</c>: the paths, one
/// a line, in the same order.
/// </remarks>
/// <param name="directory">Where new contents wait; on the file system of the files.</param>
public sealed class AtomicFileSet(string directory)
{
    private string List => Path.Combine(directory, "files");

    /// <summary>Finishes the replacement that an earlier run began and did not end.</summary>
    /// <returns>The files that were still to be replaced.</returns>
    public async Task<ImmutableArray<string>> FinishAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(List))
        {
            Clear();
            return [];
        }

        var files = await File.ReadAllLinesAsync(List, cancellationToken);
        var waiting = files.Index().Where(file => File.Exists(Staged(file.Index))).ToArray();
        foreach (var (index, path) in waiting)
            File.Move(Staged(index), path, overwrite: true);
        Clear();
        return [.. waiting.Select(file => file.Item)];
    }

    /// <summary>Replaces existing files.</summary>
    /// <param name="files">Absolute paths with their new contents.</param>
    /// <exception cref="ReleaseException">A file could not be replaced; all are as they were.</exception>
    public async Task ReplaceAsync(ImmutableArray<(string Path, byte[] Content)> files, CancellationToken cancellationToken)
    {
        await FinishAsync(cancellationToken);
        var targets = files.Select(file => (Path: Target(file.Path), file.Content)).ToImmutableArray();
        var present = await Task.WhenAll(targets.Select(file => File.ReadAllBytesAsync(file.Path, cancellationToken)));
        foreach (var (index, file) in targets.Index())
            await AtomicFile.WriteAsync(Staged(index), file.Content, new AtomicFileOptions { Mode = ModeOf(file.Path) }, cancellationToken);
        await AtomicFile.WriteAsync(List, Encoding.UTF8.GetBytes(string.Concat(targets.Select(file => file.Path + "\n"))), cancellationToken);
        await MoveAsync(targets, present);
        Clear();
    }

    private async Task MoveAsync(ImmutableArray<(string Path, byte[] Content)> files, byte[][] present)
    {
        var moved = 0;
        try
        {
            for (; moved < files.Length; moved++)
                File.Move(Staged(moved), files[moved].Path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // From here on a crash must not finish what is being taken back.
            File.Delete(List);
            for (var index = 0; index < moved; index++)
                await AtomicFile.WriteAsync(files[index].Path, present[index], new AtomicFileOptions { Mode = ModeOf(files[index].Path) }, CancellationToken.None);
            Clear();
            throw new ReleaseException(
                ExitCode.Refused, $"{files[moved].Path} could not be written; no file was changed", error.Message, "make the file and its directory writable", error);
        }

        foreach (var parent in files.Select(file => Path.GetDirectoryName(file.Path)!).Distinct(StringComparer.Ordinal))
            NativeFiles.FlushDirectory(parent);
    }

    private string Staged(int index) => Path.Combine(directory, index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // A link stays a link; what it leads to is replaced.
    private static string Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static UnixFileMode? ModeOf(string path) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);

    private void Clear()
    {
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }
}
