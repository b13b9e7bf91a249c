using System.IO.Compression;
using System.Text;

namespace Drayage.Platform.Archives;

/// <summary>Hands the entries of a zip archive to the target.</summary>
internal static class ZipExtraction
{
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int SymbolicLink = 0xA000;
    private const int MaxLinkTarget = 4096;

    public static async Task RunAsync(
        Stream zip, ExtractionTarget target, ExtractionLimits limits, CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        if (archive.Entries.Count > limits.MaxEntries)
            throw new InvalidDataException($"it has more than {limits.MaxEntries} entries");
        foreach (var entry in archive.Entries)
            await ExtractAsync(entry, target, cancellationToken);
    }

    private static async Task ExtractAsync(ZipArchiveEntry entry, ExtractionTarget target, CancellationToken cancellationToken)
    {
        var attributes = entry.ExternalAttributes >>> 16;
        var mode = (UnixFileMode)(attributes & 0x1FF);
        if (entry.FullName.EndsWith('/'))
        {
            target.AddDirectory(entry.FullName, mode == UnixFileMode.None ? ArchiveEntry.ExecutableMode : mode);
            return;
        }
        await using var content = await entry.OpenAsync(cancellationToken);
        switch (attributes & TypeMask)
        {
            case SymbolicLink:
                target.AddLink(entry.FullName, await ReadTargetAsync(entry, content, cancellationToken));
                break;
            case 0 or RegularFile:
                await target.AddFileAsync(entry.FullName, mode == UnixFileMode.None ? ArchiveEntry.FileMode : mode, content, cancellationToken);
                break;
            default:
                throw ExtractionTarget.Refused(entry.FullName, "it is a device or another special file");
        }
    }

    private static async Task<string> ReadTargetAsync(ZipArchiveEntry entry, Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxLinkTarget + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxLinkTarget
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw ExtractionTarget.Refused(entry.FullName, $"its link target has more than {MaxLinkTarget} bytes");
    }
}
