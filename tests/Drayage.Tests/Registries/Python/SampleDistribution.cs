using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Drayage.Testing;

namespace Drayage.Tests.Registries.Python;

/// <summary>Small but installable Python distributions, written without any code of Drayage's own clients.</summary>
internal static class SampleDistribution
{
    private static readonly DateTimeOffset Made = new(2026, 1, 2, 3, 4, 6, TimeSpan.Zero);

    public static string Metadata(string name, string version) =>
        $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: sample\nRequires-Python: >=3.8\n";

    /// <summary>Writes a pure wheel and returns its path.</summary>
    public static string Wheel(TemporaryDirectory root, string name, string version, string body = "answer = 42\n", string? metadata = null)
    {
        var distribution = name.Replace('-', '_');
        var info = $"{distribution}-{version}.dist-info";
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, $"{distribution}.py", body);
            Add(archive, $"{info}/METADATA", metadata ?? Metadata(name, version));
            Add(archive, $"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: sample\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            Add(archive, $"{info}/RECORD", $"{distribution}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n");
        }
        return root.Write($"{distribution}-{version}-py3-none-any.whl", bytes.ToArray());
    }

    /// <summary>Writes a source distribution and returns its path.</summary>
    public static string Source(TemporaryDirectory root, string name, string version, string? metadata = null)
    {
        var stem = $"{name.Replace('-', '_')}-{version}";
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"{stem}/PKG-INFO") { ModificationTime = Made, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(metadata ?? Metadata(name, version))) });
        return root.Write($"{stem}.tar.gz", bytes.ToArray());
    }

    private static void Add(ZipArchive archive, string path, string content)
    {
        var entry = archive.CreateEntry(path);
        entry.LastWriteTime = Made;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
    }
}
