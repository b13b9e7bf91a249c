using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Drayage.Tests.Oci.Archives;

/// <summary>Writes docker-archives as <c>docker save</c> does, and others as nobody should.</summary>
internal sealed class SavedImage
{
    private readonly List<TarEntry> entries = [];

    public static byte[] LayerBytes { get; } = Layer("etc/motd", "welcome\n");

    public static string DiffId { get; } = Sha256(LayerBytes);

    public static byte[] Layer(string name, string content)
    {
        using var stream = new MemoryStream();
        using (var layer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
            layer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        return stream.ToArray();
    }

    public static string Config(params string[] diffIds) =>
        $$$"""{"architecture":"amd64","os":"linux","docker_version":"20.10","config":{"Env":["A=1"]},"rootfs":{"type":"layers","diff_ids":[{{{string.Join(",", diffIds.Select(id => $"\"sha256:{id}\""))}}}]}}""";

    public static string Manifest(string layers, string tags = "\"acme/tool:1.0\"") =>
        $$"""[{"Config":"config.json","RepoTags":[{{tags}}],"Layers":[{{layers}}]}]""";

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public SavedImage File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    public SavedImage File(string name, byte[] content)
    {
        entries.Add(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return this;
    }

    public SavedImage Link(TarEntryType type, string name, string target)
    {
        entries.Add(new GnuTarEntry(type, name) { LinkName = target });
        return this;
    }

    public SavedImage Entry(TarEntryType type, string name)
    {
        entries.Add(new GnuTarEntry(type, name));
        return this;
    }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var entry in entries)
                writer.WriteEntry(entry);
        }
        return bytes.ToArray();
    }
}
