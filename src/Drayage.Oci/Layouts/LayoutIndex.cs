using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Layouts;

/// <summary>Reads and changes the two files at the top of a layout.</summary>
internal static class LayoutIndex
{
    public static byte[] MarkerBytes { get; } = """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray();

    public static ImageIndex Empty { get; } = new()
    {
        SchemaVersion = 2,
        MediaType = MediaTypes.OciIndex,
        Manifests = [],
    };

    public static string? NameOf(Descriptor descriptor) =>
        descriptor.Annotations?.GetValueOrDefault(LayoutPaths.RefNameAnnotation);

    public static ImageIndex With(ImageIndex index, Descriptor descriptor, string? name)
    {
        var entry = name is null
            ? descriptor
            : descriptor with
            {
                Annotations = (descriptor.Annotations ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal))
                    .SetItem(LayoutPaths.RefNameAnnotation, name),
            };
        var others = index.Manifests.Where(other => name is null
            ? other.Digest != descriptor.Digest || NameOf(other) is not null
            : NameOf(other) != name);
        var sorted = others.Append(entry)
            .OrderBy(NameOf, StringComparer.Ordinal)
            .ThenBy(other => other.Digest.ToString(), StringComparer.Ordinal);
        return index with { Manifests = [.. sorted] };
    }

    public static async Task CheckMarkerAsync(LayoutPaths paths, CancellationToken cancellationToken)
    {
        var text = await ReadFileAsync(paths, paths.Marker, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(text);
            var version = document.RootElement.GetProperty("imageLayoutVersion").GetString();
            if (version != LayoutPaths.Version)
                throw NotALayout(paths, $"oci-layout: imageLayoutVersion is {version}, expected {LayoutPaths.Version}", null);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw NotALayout(paths, $"oci-layout: {failure.Message}", failure);
        }
    }

    public static async Task<ImageIndex> ReadAsync(LayoutPaths paths, CancellationToken cancellationToken)
    {
        var bytes = await ReadFileAsync(paths, paths.Index, cancellationToken);
        try
        {
            return ManifestDocument.Parse(bytes, MediaTypes.OciIndex) is ManifestDocument.Index index
                ? index.Content
                : throw new FormatException("it is a manifest, not an index");
        }
        catch (FormatException failure)
        {
            throw NotALayout(paths, $"index.json: {failure.Message}", failure);
        }
    }

    private static async Task<byte[]> ReadFileAsync(LayoutPaths paths, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotALayout(paths, $"the file {Path.GetFileName(path)} is missing", failure);
        }
    }

    private static ReleaseException NotALayout(LayoutPaths paths, string because, Exception? inner) => new(
        ExitCode.Refused,
        $"{paths.Directory} is not an OCI image layout",
        because,
        "name a directory that holds oci-layout, index.json and blobs/",
        inner);
}
