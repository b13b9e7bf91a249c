using System.IO.Compression;
using Drayage.Platform.Archives;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Registries.Crates.Rules;

/// <summary>Looks into an uploaded .crate: everything is below one directory, and the manifest is there.</summary>
internal static class CrateContent
{
    /// <summary>Unpacked; what grows beyond it is made to.</summary>
    private const long Largest = 512L * 1024 * 1024;

    /// <exception cref="CratesRefusal">It is no archive of this crate.</exception>
    public static async Task CheckAsync(string file, string name, string version, CancellationToken cancellationToken)
    {
        var top = $"{name}-{version}/";
        var hasManifest = false;
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await using var gzip = new GZipStream(stream, CompressionMode.Decompress);
            await using var limited = new LimitedReadStream(gzip, Largest);
            var tar = new TarScanner(limited);
            while (await tar.NextAsync(cancellationToken) is { } member)
            {
                if (!member.Name.StartsWith(top, StringComparison.Ordinal) || member.Name.Split('/').Contains(".."))
                    throw CratesRefusal.BadRequest($"invalid path found: {member.Name}");
                if (member.Type is not (TarMember.File or TarMember.Directory))
                    throw CratesRefusal.BadRequest($"unexpected symlink or hard link found: {member.Name}");
                hasManifest |= member.Name == top + "Cargo.toml";
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw CratesRefusal.BadRequest($"uploaded tarball is malformed or too large when decompressed: {exception.Message}");
        }

        if (!hasManifest)
            throw CratesRefusal.BadRequest("uploaded tarball is missing a `Cargo.toml` manifest file");
    }
}
