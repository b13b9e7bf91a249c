using System.IO.Compression;
using System.Text;
using Drayage.Formats.Json;
using Drayage.Model;
using Drayage.Platform.Archives;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Ecosystems.Npm.Building;

/// <summary>Gives a packed tarball another version. Everything but the version's own characters stays as the client packed it.</summary>
internal static class NpmTarball
{
    private const string ManifestEntry = "package/package.json";

    // npm gives all entries one time, long ago, so that tarballs do not depend on the clock.
    private static readonly DateTimeOffset NpmTime = new(1985, 10, 26, 8, 15, 0, TimeSpan.Zero);

    public static async Task RestampAsync(string packed, string version, string target, CancellationToken cancellationToken)
    {
        var entries = await ReadAsync(packed, version, cancellationToken);
        File.Delete(packed);
        await ArchiveWriter.WriteFileAsync(ArchiveFormat.TarGz, entries, NpmTime, target, cancellationToken);
    }

    private static async Task<List<ArchiveEntry>> ReadAsync(string packed, string version, CancellationToken cancellationToken)
    {
        var entries = new List<ArchiveEntry>();
        await using var file = File.OpenRead(packed);
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        var tar = new TarScanner(gzip);
        while (await tar.NextAsync(cancellationToken) is { } member)
        {
            if (member.Type != TarMember.File)
                continue;
            using var content = new MemoryStream();
            await using (var data = new TarContentStream(tar, member))
                await data.CopyToAsync(content, cancellationToken);
            var bytes = member.Name == ManifestEntry ? WithVersion(packed, content.ToArray(), version) : content.ToArray();
            var isProgram = ((UnixFileMode)member.Mode).HasFlag(UnixFileMode.UserExecute);
            entries.Add(ArchiveEntry.Bytes(member.Name, bytes, isProgram ? ArchiveEntry.ExecutableMode : ArchiveEntry.FileMode));
        }

        return entries;
    }

    private static byte[] WithVersion(string packed, byte[] manifest, string version)
    {
        var root = JsonText.Parse(ManifestEntry, manifest);
        if (root["version"] is not JsonItem.String old)
            throw new ReleaseException(ExitCode.Refused, $"{Path.GetFileName(packed)} holds a package.json without a version", because: null, "a script of the package removes it while packing");
        var lines = Encoding.UTF8.GetString(manifest).Split('\n');
        var line = lines[old.At.Line - 1];
        var start = old.At.Column - 1;
        var end = line.IndexOf('"', start + 1) + 1;
        lines[old.At.Line - 1] = $"{line[..start]}\"{version}\"{line[end..]}";
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
