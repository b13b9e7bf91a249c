using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Xunit;

namespace Drayage.Tests.Ecosystems.Channels;

/// <summary>A chart <c>tide</c> 1.0.0 of nothing but its metadata.</summary>
internal static class SampleChart
{
    public const string FileName = "tide-1.0.0.tgz";

    public static byte[] Pack(string description)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            var text = $"apiVersion: v2\nname: tide\nversion: 1.0.0\ndescription: {description}\n";
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "tide/Chart.yaml") { ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        return bytes.ToArray();
    }

    /// <summary>Puts it into a new layout, as helm pushes it to registries.</summary>
    public static async Task<Descriptor> LayOutAsync(string directory, string description)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var layout = await OciLayout.CreateAsync(directory, cancellationToken);
        var root = await layout.WriteManifestAsync(
            ManifestDocument.Of(new ImageManifest
            {
                SchemaVersion = 2,
                MediaType = MediaTypes.OciManifest,
                Config = await StoreAsync(layout, "application/vnd.cncf.helm.config.v1+json", Encoding.UTF8.GetBytes($$"""{"apiVersion":"v2","name":"tide","version":"1.0.0","description":"{{description}}"}""")),
                Layers = [await StoreAsync(layout, "application/vnd.cncf.helm.chart.content.v1.tar+gzip", Pack(description))],
            }),
            cancellationToken);
        await layout.AddReferenceAsync(root, "chart", cancellationToken);
        return root;
    }

    private static async Task<Descriptor> StoreAsync(OciLayout layout, string mediaType, byte[] content) =>
        new() { MediaType = mediaType, Digest = await layout.WriteBlobAsync(content, TestContext.Current.CancellationToken), Size = content.Length };
}
