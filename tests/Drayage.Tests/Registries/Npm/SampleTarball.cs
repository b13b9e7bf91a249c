using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Drayage.Tests.Registries.Npm;

/// <summary>Small but installable npm packages, written without any code of Drayage's own clients.</summary>
internal static class SampleTarball
{
    /// <param name="members">Further members of package.json, each with its comma before it.</param>
    public static byte[] Make(string name, string version, string body = "module.exports = 42;\n", string members = "", params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            Add(tar, "package.json", $$"""{"name":"{{name}}","version":"{{version}}","description":"sample","main":"index.js"{{members}}}""");
            Add(tar, "index.js", body);
            foreach (var (path, text) in files)
                Add(tar, path, text);
        }

        return bytes.ToArray();
    }

    private static void Add(TarWriter tar, string path, string text) => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"package/{path}")
    {
        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
        ModificationTime = DateTimeOffset.UnixEpoch,
    });
}
