using System.Collections.Immutable;
using System.IO.Compression;
using Drayage.Model;

namespace Drayage.Platform.Archives;

/// <summary>
/// Extracts archives that are not trusted. Nothing is written outside the directory: absolute paths, <c>..</c>, links
/// that lead out, entries below links, devices and entries that stand twice are refused, and so is what grows beyond
/// the limits. Owners are not restored and of the modes only the permission bits are.
/// </summary>
public static class ArchiveExtractor
{
    /// <param name="archive">Seekable for <see cref="ArchiveFormat.Zip"/>. Stays open.</param>
    /// <param name="format">The form of the archive.</param>
    /// <param name="name">The archive in messages.</param>
    /// <param name="directory">Made when absent; must be empty. A refusal leaves what was extracted so far.</param>
    /// <param name="limits">What it may grow to.</param>
    /// <param name="cancellationToken">Ends the extraction.</param>
    /// <returns>Paths of all files and links, relative to the directory, sorted.</returns>
    /// <exception cref="ReleaseException">The archive is damaged, or something in it is refused.</exception>
    public static async Task<ImmutableArray<string>> ExtractAsync(
        Stream archive, ArchiveFormat format, string name, string directory, ExtractionLimits limits, CancellationToken cancellationToken)
    {
        var target = new ExtractionTarget(directory, limits);
        try
        {
            switch (format)
            {
                case ArchiveFormat.Zip:
                    await ZipExtraction.RunAsync(archive, target, limits, cancellationToken);
                    break;
                case ArchiveFormat.TarGz:
                    await using (var gzip = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true))
                        await TarExtraction.RunAsync(gzip, target, limits, cancellationToken);
                    break;
                default:
                    await TarExtraction.RunAsync(archive, target, limits, cancellationToken);
                    break;
            }
            return target.Complete();
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"archive {name} was refused",
                failure.Message,
                "the archive is damaged or was made to do harm: fetch it anew and compare its digest",
                failure);
        }
    }

    /// <summary>What the library's readers throw on broken input, beside our own refusals.</summary>
    private static bool IsDamage(Exception failure) => failure
        is InvalidDataException or EndOfStreamException or FormatException or OverflowException or ArgumentException or NotSupportedException or PathTooLongException;
}
