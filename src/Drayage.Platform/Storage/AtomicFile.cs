using Drayage.Model;

namespace Drayage.Platform.Storage;

/// <summary>
/// Writes whole files: whoever looks, even after a crash, sees the old content or the new one and nothing between.
/// The content is flushed to disk before it takes the name.
/// </summary>
public static class AtomicFile
{
    /// <inheritdoc cref="WriteAsync(string, Func{Stream, CancellationToken, Task}, AtomicFileOptions, CancellationToken)"/>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(path, content, AtomicFileOptions.Default, cancellationToken);

    /// <inheritdoc cref="WriteAsync(string, Func{Stream, CancellationToken, Task}, AtomicFileOptions, CancellationToken)"/>
    public static Task WriteAsync(
        string path, ReadOnlyMemory<byte> content, AtomicFileOptions options, CancellationToken cancellationToken) =>
        WriteAsync(
            path,
            async (file, cancellation) => await file.WriteAsync(content, cancellation),
            options with { ExpectedSize = content.Length },
            cancellationToken);

    /// <summary>Writes a file; directories above it are made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="ReleaseException">The disk is full. The old content is untouched.</exception>
    /// <exception cref="IOException">
    /// The file exists and <see cref="AtomicFileOptions.Replace"/> is off, or the system refused the write.
    /// </exception>
    public static async Task WriteAsync(
        string path,
        Func<Stream, CancellationToken, Task> write,
        AtomicFileOptions options,
        CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(path) is { Length: > 0 } above ? above : ".";
        var temporary = Path.Combine(directory, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        var written = 0L;
        Action<string> clear = Discard;
        try
        {
            Directory.CreateDirectory(directory);
            await using (var file = Create(temporary, options))
            {
                await write(file, cancellationToken);
                written = file.Position;
                file.Flush(flushToDisk: true);
            }
            // Without replacing, both names are the file's for a moment.
            clear = Remove;
            File.Move(temporary, path, options.Replace);
            NativeFiles.FlushDirectory(directory);
        }
        catch (IOException error) when (DiskFull.Caused(error))
        {
            clear(temporary);
            throw DiskFull.Explain(path, Math.Max(options.ExpectedSize ?? 0, written), error);
        }
        catch
        {
            clear(temporary);
            throw;
        }
    }

    /// <summary>Creates a new file for writing without a buffer of its own.</summary>
    internal static FileStream Create(string path, AtomicFileOptions options)
    {
        var creation = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous,
        };
        if (options.Mode is { } mode && !OperatingSystem.IsWindows())
            creation.UnixCreateMode = mode;
        return new FileStream(path, creation);
    }

    /// <summary>Removes a temporary file while another failure is on its way up.</summary>
    internal static void Remove(string temporary) => Attempt(() => File.Delete(temporary));

    /// <summary>The same for a file that this process has just written and that never had another name: its space is free at once.</summary>
    internal static void Discard(string temporary)
    {
        // A file without a name keeps its space while anybody has it open, as each process does that is being started just now.
        Attempt(() => File.Open(temporary, FileMode.Truncate, FileAccess.Write).Dispose());
        Remove(temporary);
    }

    private static void Attempt(Action act)
    {
        try
        {
            act();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The failure on its way up says more than this one would.
        }
    }
}
