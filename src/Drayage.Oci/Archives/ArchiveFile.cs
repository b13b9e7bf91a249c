using Drayage.Platform.Archives.Tar;
using Drayage.Platform.Storage;

namespace Drayage.Oci.Archives;

/// <summary>A tar file that grows at its end and takes its name when it is whole. Not safe for use by many threads.</summary>
internal sealed class ArchiveFile : IAsyncDisposable
{
    private static readonly byte[] Zeros = new byte[2 * TarBlock.Size];

    private readonly string path;
    private readonly string partial;
    private readonly FileStream file;

    public ArchiveFile(string path)
    {
        this.path = path;
        var directory = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        partial = Path.Combine(directory, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.partial");
        file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1024 * 1024, FileOptions.Asynchronous);
    }

    /// <summary>Appends a file whose size and name are known only when its content has been written.</summary>
    /// <param name="write">Writes the content and returns the name.</param>
    /// <param name="cancellationToken">Leaves the archive unusable.</param>
    public async Task AppendAsync(Func<Stream, Task<string>> write, CancellationToken cancellationToken)
    {
        var start = file.Position;
        try
        {
            await file.WriteAsync(Zeros.AsMemory(0, TarBlock.Size), cancellationToken);
            var name = await write(file);
            var end = file.Position;
            var size = end - start - TarBlock.Size;
            file.Position = start;
            await file.WriteAsync(TarFileHeader.Of(name, size), cancellationToken);
            file.Position = end;
            await file.WriteAsync(Zeros.AsMemory(0, (int)((TarBlock.Size - (size % TarBlock.Size)) % TarBlock.Size)), cancellationToken);
        }
        catch (IOException failure) when (DiskFull.Caused(failure))
        {
            throw DiskFull.Explain(path, file.Position, failure);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await file.WriteAsync(Zeros, cancellationToken);
        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        File.Move(partial, path, overwrite: false);
    }

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        File.Delete(partial);
    }
}
