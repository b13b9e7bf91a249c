using System.IO.Compression;
using System.Text;

namespace Drayage.Tests.Registries.NuGet;

/// <summary>Small packages and symbol packages, as <c>dotnet pack</c> lays them out.</summary>
internal static class SamplePackage
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 6, TimeSpan.Zero);

    /// <param name="body">What makes its bytes differ from others of the same version.</param>
    public static byte[] Package(string id, string version, string body = "one", string? metadata = null) => Zip(
        ($"{id}.nuspec", Manifest(id, version, metadata ?? "<authors>Harbour</authors><description>Tides</description>")),
        ("lib/net10.0/_._", body));

    public static byte[] Symbols(string id, string version, string body = "one") => Zip(
        ($"{id}.nuspec", Manifest(id, version, """<description>Tides</description><packageTypes><packageType name="SymbolsPackage" /></packageTypes>""")),
        ("lib/net10.0/tides.pdb", body));

    public static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                var entry = archive.CreateEntry(name);
                entry.LastWriteTime = Time;
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    private static string Manifest(string id, string version, string metadata) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
          <metadata><id>{id}</id><version>{version}</version>{metadata}</metadata>
        </package>
        """;
}
