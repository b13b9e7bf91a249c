using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Drayage.Tests.Oci.Comparison;

/// <summary>A layer in the making.</summary>
internal sealed class LayerDraft
{
    private readonly List<TarEntry> entries = [];

    public LayerDraft File(string name, string content)
    {
        entries.Add(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        return this;
    }

    public LayerDraft Directory(string name)
    {
        entries.Add(new PaxTarEntry(TarEntryType.Directory, name));
        return this;
    }

    public LayerDraft Link(TarEntryType type, string name, string target)
    {
        entries.Add(new PaxTarEntry(type, name) { LinkName = target });
        return this;
    }

    public async Task<byte[]> ToGzipAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        await using (var writer = new TarWriter(gzip))
        {
            foreach (var entry in entries)
                await writer.WriteEntryAsync(entry, cancellationToken);
        }
        return bytes.ToArray();
    }
}
