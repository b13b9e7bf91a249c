using System.Formats.Tar;

namespace Drayage.Platform.Archives;

/// <summary>Hands the entries of a tar stream to the target.</summary>
internal static class TarExtraction
{
    public static async Task RunAsync(
        Stream tar, ExtractionTarget target, ExtractionLimits limits, CancellationToken cancellationToken)
    {
        await using var limited = new LimitedReadStream(tar, limits.MaxBytes);
        await using var reader = new TarReader(limited, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            await ExtractAsync(entry, target, cancellationToken);
    }

    private static async Task ExtractAsync(TarEntry entry, ExtractionTarget target, CancellationToken cancellationToken)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                await target.AddFileAsync(entry.Name, entry.Mode, entry.DataStream ?? Stream.Null, cancellationToken);
                break;
            case TarEntryType.Directory:
                target.AddDirectory(entry.Name, entry.Mode);
                break;
            case TarEntryType.SymbolicLink:
                target.AddLink(entry.Name, entry.LinkName);
                break;
            case TarEntryType.HardLink:
                await target.AddHardLinkAsync(entry.Name, entry.LinkName, cancellationToken);
                break;
            case TarEntryType.GlobalExtendedAttributes:
                // The commit comment of git archive: nothing to write.
                break;
            default:
                throw ExtractionTarget.Refused(entry.Name, $"it is a {entry.EntryType}, only files, links and directories are taken");
        }
    }
}
