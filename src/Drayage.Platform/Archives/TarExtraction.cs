using Drayage.Platform.Archives.Tar;

namespace Drayage.Platform.Archives;

/// <summary>Hands the entries of a tar stream to the target.</summary>
internal static class TarExtraction
{
    public static async Task RunAsync(
        Stream tar, ExtractionTarget target, ExtractionLimits limits, CancellationToken cancellationToken)
    {
        await using var limited = new LimitedReadStream(tar, limits.MaxBytes);
        var scanner = new TarScanner(limited);
        while (await scanner.NextAsync(cancellationToken) is { } member)
            await ExtractAsync(scanner, member, target, cancellationToken);
    }

    private static async Task ExtractAsync(TarScanner scanner, TarMember member, ExtractionTarget target, CancellationToken cancellationToken)
    {
        var mode = (UnixFileMode)(member.Mode & 0x1FF);
        switch (member.Type)
        {
            // Before POSIX a slash at the end told directories from files.
            case TarMember.File when member.Name.EndsWith('/'):
            case TarMember.Directory:
                target.AddDirectory(member.Name, mode);
                break;
            case TarMember.File:
                await using (var content = new TarContentStream(scanner, member))
                    await target.AddFileAsync(member.Name, mode, content, cancellationToken);
                break;
            case TarMember.SymbolicLink:
                target.AddLink(member.Name, member.LinkName);
                break;
            case TarMember.HardLink:
                await target.AddHardLinkAsync(member.Name, member.LinkName, cancellationToken);
                break;
            default:
                throw ExtractionTarget.Refused(member.Name, $"it is {(member.Kind[0] == 'e' ? "an" : "a")} {member.Kind}, only files, links and directories are taken");
        }
    }
}
