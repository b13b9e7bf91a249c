using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Drayage.Model;
using Drayage.Testing;

namespace Drayage.Tests.Registries.Oci;

/// <summary>A small but real OCI image layout on disk, written without any code of Drayage's own clients.</summary>
internal static class SampleLayout
{
    /// <summary>Writes the layout and returns its directory and the digest of its manifest.</summary>
    public static (string Directory, Digest Manifest) Write(TemporaryDirectory root, string name, int fileSize = 1000)
    {
        var (layer, diffId) = Layer(name, fileSize);
        var layerDigest = Put(root, name, layer);
        var config = Encoding.UTF8.GetBytes($$$"""
            {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["{{{diffId}}}"]}}
            """);
        var configDigest = Put(root, name, config);
        var manifest = Encoding.UTF8.GetBytes($$$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{{configDigest}}}","size":{{{config.Length}}}},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{{layerDigest}}}","size":{{{layer.Length}}}}]}
            """.TrimEnd());
        var manifestDigest = Put(root, name, manifest);
        root.Write($"{name}/oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        root.Write($"{name}/index.json", $$$"""
            {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{{manifestDigest}}}","size":{{{manifest.Length}}},"annotations":{"org.opencontainers.image.ref.name":"latest"}}]}
            """);
        return (root[name], manifestDigest);
    }

    private static (byte[] Compressed, Digest DiffId) Layer(string seed, int fileSize)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            var content = new byte[fileSize];
            new Random(seed.Length).NextBytes(content);
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "hello") { DataStream = new MemoryStream(content) });
        }
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(tar.ToArray());
        return (compressed.ToArray(), Digest.OfSha256(tar.ToArray()));
    }

    private static Digest Put(TemporaryDirectory root, string name, byte[] content)
    {
        var digest = Digest.OfSha256(content);
        root.Write($"{name}/blobs/sha256/{digest.Hex}", content);
        return digest;
    }
}
