using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Drayage.Benchmarks.Content;

/// <summary>
/// An OCI layout with one image of layers that cannot be compressed. Layers are gzip all the same, in stored blocks:
/// some clients compress plain ones anew.
/// </summary>
/// <param name="Directory">The layout.</param>
/// <param name="Layers">How many there are.</param>
/// <param name="BlobBytes">Size of all blobs together.</param>
internal sealed record ImageLayout(string Directory, int Layers, long BlobBytes)
{
    public const string Tag = "v1";

    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    private const string Config = "application/vnd.oci.image.config.v1+json";
    private const string Plain = "application/vnd.oci.image.layer.v1.tar";

    /// <summary><c>oci:DIRECTORY:TAG</c>, as skopeo writes it too.</summary>
    public string Reference => $"oci:{Directory}:{Tag}";

    /// <param name="directory">Made by this.</param>
    /// <param name="layers">How many.</param>
    /// <param name="bytes">Size of the file in each, in bytes.</param>
    /// <param name="gzip">False for plain tar, which takes one digest less to make.</param>
    public static ImageLayout Create(string directory, int layers, long bytes, bool gzip = true)
    {
        string blobs = System.IO.Directory.CreateDirectory(Path.Combine(directory, "blobs", "sha256")).FullName;
        var made = new (JsonObject Descriptor, string DiffId, long Size)[layers];
        Parallel.For(0, layers, number => made[number] = WriteLayer(blobs, number, bytes, gzip));
        JsonObject config = WriteJson(blobs, Config, new JsonObject
        {
            ["created"] = "1970-01-01T00:00:00Z",
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject(),
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. made.Select(layer => JsonValue.Create(layer.DiffId))]) },
        });
        JsonObject manifest = WriteJson(blobs, Manifest, new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Manifest,
            ["config"] = config,
            ["layers"] = new JsonArray([.. made.Select(layer => layer.Descriptor)]),
        });
        manifest["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = Tag };
        File.WriteAllText(Path.Combine(directory, "index.json"), new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray(manifest) }.ToJsonString());
        File.WriteAllText(Path.Combine(directory, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        return new ImageLayout(directory, layers, made.Sum(layer => layer.Size));
    }

    private static (JsonObject Descriptor, string DiffId, long Size) WriteLayer(string blobs, int number, long bytes, bool gzip)
    {
        string partial = Path.Combine(blobs, $"layer-{number}");
        using var outer = SHA256.Create();
        using var inner = SHA256.Create();
        using (FileStream file = File.Create(partial))
        using (var blob = new CryptoStream(file, outer, CryptoStreamMode.Write))
        {
            if (gzip)
            {
                using var compressed = new GZipStream(blob, CompressionLevel.NoCompression, leaveOpen: true);
                using var tar = new CryptoStream(compressed, inner, CryptoStreamMode.Write);
                WriteTar(tar, number, bytes);
            }
            else
            {
                WriteTar(blob, number, bytes);
            }
        }

        string hex = Convert.ToHexStringLower(outer.Hash!);
        File.Move(partial, Path.Combine(blobs, hex));
        long size = new FileInfo(Path.Combine(blobs, hex)).Length;
        return (Descriptor(gzip ? Plain + "+gzip" : Plain, hex, size), "sha256:" + (gzip ? Convert.ToHexStringLower(inner.Hash!) : hex), size);
    }

    private static void WriteTar(Stream output, int number, long bytes)
    {
        using var tar = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"payload/{number:D4}")
        {
            DataStream = new PseudoRandomStream((ulong)(bytes + number + 1), bytes),
            ModificationTime = DateTimeOffset.UnixEpoch,
        });
    }

    private static JsonObject WriteJson(string blobs, string type, JsonObject document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document.ToJsonString());
        string hex = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(Path.Combine(blobs, hex), bytes);
        return Descriptor(type, hex, bytes.Length);
    }

    private static JsonObject Descriptor(string type, string hex, long size) =>
        new() { ["mediaType"] = type, ["digest"] = "sha256:" + hex, ["size"] = size };
}
