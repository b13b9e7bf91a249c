using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Drayage.Tests.Registries.Crates;

/// <summary>A .crate file as <c>cargo package</c> would write it.</summary>
/// <param name="Bytes">The file.</param>
internal sealed record SampleCrate(string Name, string Version, byte[] Bytes)
{
    private static readonly DateTimeOffset Time = new(2006, 7, 24, 1, 21, 28, TimeSpan.Zero);

    public string FileName => $"{Name}-{Version}.crate";

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <param name="name">Of the crate.</param>
    /// <param name="version">Its version.</param>
    /// <param name="more">Further text of its manifest.</param>
    /// <param name="source">Of its library.</param>
    public static SampleCrate Of(string name, string version = "1.0.0", string more = "", string source = "pub fn answer() -> u32 { 42 }\n") =>
        Holding(
            name,
            version,
            ($"{name}-{version}/Cargo.toml", $"[package]\nedition = \"2021\"\nname = \"{name}\"\nversion = \"{version}\"\ndescription = \"A sample\"\nreadme = \"README.md\"\nlicense = \"MIT\"\n\n[lib]\nname = \"{name.Replace('-', '_')}\"\npath = \"src/lib.rs\"\n{more}"),
            ($"{name}-{version}/README.md", $"# {name}\n"),
            ($"{name}-{version}/src/lib.rs", source));

    public static SampleCrate Holding(string name, string version, params (string Path, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var (path, content) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)), ModificationTime = Time });
        }

        return new SampleCrate(name, version, bytes.ToArray());
    }
}
