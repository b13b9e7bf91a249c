using Drayage.Model;
using Drayage.Platform.Storage;

namespace Drayage.Platform.Archives;

/// <summary>Writes whole archives: entries sorted by ordinal path, one time for all, the same bytes every time.</summary>
public static class ArchiveWriter
{
    /// <param name="format">The form to write.</param>
    /// <param name="entries">In any order; each path once.</param>
    /// <param name="modified">Time of every entry, normally the commit's (SOURCE_DATE_EPOCH).</param>
    /// <param name="destination">Stays open; seekable for <see cref="ArchiveFormat.Zip"/>.</param>
    /// <param name="cancellationToken">Leaves an incomplete archive behind when cancelled.</param>
    /// <exception cref="ReleaseException">Two entries share a path, or a source file cannot be read.</exception>
    public static async Task WriteAsync(
        ArchiveFormat format,
        IEnumerable<ArchiveEntry> entries,
        DateTimeOffset modified,
        Stream destination,
        CancellationToken cancellationToken)
    {
        var sorted = Sort(entries);
        switch (format)
        {
            case ArchiveFormat.Zip:
                await WriteZipAsync(sorted, modified, destination, cancellationToken);
                break;
            case ArchiveFormat.TarGz:
                await using (var gzip = new GzipOutputStream(destination, leaveOpen: true))
                    await WriteTarAsync(sorted, modified, gzip, cancellationToken);
                break;
            default:
                await WriteTarAsync(sorted, modified, destination, cancellationToken);
                break;
        }
    }

    /// <summary>Writes to a file that appears under <paramref name="path"/> only when it is whole.</summary>
    public static Task WriteFileAsync(
        ArchiveFormat format,
        IEnumerable<ArchiveEntry> entries,
        DateTimeOffset modified,
        string path,
        CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            path,
            (file, cancellation) => WriteAsync(format, entries, modified, file, cancellation),
            AtomicFileOptions.Default,
            cancellationToken);

    private static async Task WriteTarAsync(
        ArchiveEntry[] entries, DateTimeOffset modified, Stream destination, CancellationToken cancellationToken)
    {
        var tar = new TarStreamWriter(destination, modified);
        foreach (var entry in entries)
            await tar.WriteAsync(entry, cancellationToken);
        await tar.CompleteAsync(cancellationToken);
    }

    private static async Task WriteZipAsync(
        ArchiveEntry[] entries, DateTimeOffset modified, Stream destination, CancellationToken cancellationToken)
    {
        await using var zip = new ZipFileWriter(destination, modified);
        foreach (var entry in entries)
            await zip.WriteAsync(entry, cancellationToken);
    }

    private static ArchiveEntry[] Sort(IEnumerable<ArchiveEntry> entries)
    {
        var sorted = entries.OrderBy(entry => entry.Path, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (string.Equals(sorted[i].Path, sorted[i - 1].Path, StringComparison.Ordinal))
            {
                throw new ReleaseException(
                    ExitCode.Usage,
                    $"two archive entries have the path {sorted[i].Path}",
                    $"{Describe(sorted[i - 1])} and {Describe(sorted[i])}",
                    "give one of them another name, or exclude it");
            }
        }
        return sorted;
    }

    private static string Describe(ArchiveEntry entry) => entry.Content switch
    {
        ArchiveContent.FromFile file => file.Path,
        ArchiveContent.SymbolicLink link => $"a link to {link.Target}",
        ArchiveContent.Directory => "a directory",
        _ => "generated content",
    };
}
