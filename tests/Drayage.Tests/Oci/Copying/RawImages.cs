using System.Collections.Immutable;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Xunit;

namespace Drayage.Tests.Oci.Copying;

/// <summary>Images of plain random layers: nothing unpacks them here, and they are quickly made.</summary>
internal static class RawImages
{
    /// <summary>Writes an image of so many layers of so many bytes; other seeds give other bytes.</summary>
    public static async Task<ManifestDocument.Image> WriteAsync(OciLayout layout, int layers, int size, int seed = 1)
    {
        var random = new Random(seed);
        var written = ImmutableArray.CreateBuilder<Descriptor>();
        for (var number = 0; number < layers; number++)
        {
            var bytes = new byte[size];
            random.NextBytes(bytes);
            written.Add(await WriteBlobAsync(layout, MediaTypes.OciLayerGzip, bytes));
        }
        return await WriteAsync(layout, written.ToImmutable());
    }

    public static async Task<ManifestDocument.Image> WriteAsync(OciLayout layout, ImmutableArray<Descriptor> layers)
    {
        var manifest = ManifestDocument.Of(new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            Config = await WriteBlobAsync(layout, MediaTypes.OciConfig, "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"u8.ToArray()),
            Layers = layers,
        });
        await layout.WriteManifestAsync(manifest, TestContext.Current.CancellationToken);
        return manifest;
    }

    private static async Task<Descriptor> WriteBlobAsync(OciLayout layout, string mediaType, byte[] bytes) => new()
    {
        MediaType = mediaType,
        Digest = await layout.WriteBlobAsync(bytes, TestContext.Current.CancellationToken),
        Size = bytes.Length,
    };
}
