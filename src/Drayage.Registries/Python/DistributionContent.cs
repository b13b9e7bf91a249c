using System.IO.Compression;
using Drayage.Platform.Archives;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Registries.Python;

/// <summary>Looks into an uploaded file: it must be an archive with metadata where its format says.</summary>
internal static class DistributionContent
{
    private const int LargestMetadata = 16 * 1024 * 1024;

    /// <summary>Unpacked; what grows beyond it is made to.</summary>
    private const long LargestSource = 2L * 1024 * 1024 * 1024;

    /// <summary>The METADATA of a wheel, byte for byte; null for a source distribution, which was checked.</summary>
    /// <exception cref="PythonRefusal">Not the archive that the name promises.</exception>
    public static async Task<byte[]?> CheckAsync(UploadedFile file, string filetype, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (filetype == UploadForm.Wheel)
                return await ReadMetadataAsync(stream, file.Name, cancellationToken);
            var hasInfo = file.Name.EndsWith(".zip", StringComparison.Ordinal)
                ? HasPackageInfo(stream)
                : await HasPackageInfoAsync(stream, cancellationToken);
            return hasInfo ? null : throw PythonRefusal.BadRequest($"Invalid distribution file. '{file.Name}' has no PKG-INFO.");
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw PythonRefusal.BadRequest($"Invalid distribution file. {exception.Message}");
        }
    }

    private static async Task<byte[]> ReadMetadataAsync(Stream stream, string wheel, CancellationToken cancellationToken)
    {
        await using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var path = DistributionFileName.MetadataPath(wheel);
        var entry = archive.GetEntry(path)
            ?? throw PythonRefusal.BadRequest($"Wheel '{wheel}' does not contain the required METADATA file: {path}");
        if (entry.Length > LargestMetadata)
            throw PythonRefusal.BadRequest($"The METADATA file of wheel '{wheel}' is too large.");
        await using var content = await entry.OpenAsync(cancellationToken);
        var metadata = new byte[entry.Length];
        await content.ReadExactlyAsync(metadata, cancellationToken);
        return metadata;
    }

    private static bool HasPackageInfo(Stream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        return archive.Entries.Any(entry => IsPackageInfo(entry.FullName));
    }

    private static async Task<bool> HasPackageInfoAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        await using var limited = new LimitedReadStream(gzip, LargestSource);
        var tar = new TarScanner(limited);
        while (await tar.NextAsync(cancellationToken) is { } member)
        {
            if (IsPackageInfo(member.Name))
                return true;
        }
        return false;
    }

    private static bool IsPackageInfo(string path) => path.Split('/') is [_, "PKG-INFO"] or [".", _, "PKG-INFO"];
}
