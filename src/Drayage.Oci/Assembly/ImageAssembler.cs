using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;

namespace Drayage.Oci.Assembly;

/// <summary>
/// Builds images from files, without a container engine. The digests depend on the recipe, the contents of its files
/// and the runtime's compressor, on nothing else of the machine.
/// </summary>
public sealed class ImageAssembler(OciLayout output)
{
    /// <summary>Assembles the image into the layout. It is not listed in <c>index.json</c>: that is the caller's point.</summary>
    /// <exception cref="ReleaseException">A file or base image cannot be used.</exception>
    public async Task<AssembledImage> AssembleAsync(ImageRecipe recipe, CancellationToken cancellationToken)
    {
        CheckPlatforms(recipe);
        var platforms = ImmutableArray.CreateBuilder<AssembledPlatform>();
        foreach (var platform in recipe.Platforms.OrderBy(platform => platform.Platform.ToString(), StringComparer.Ordinal))
            platforms.Add(await AssembleAsync(recipe, platform, cancellationToken));
        var assembled = platforms.ToImmutable();
        return new AssembledImage
        {
            Platforms = assembled,
            Root = assembled.Length == 1 && !recipe.AlwaysIndex
                ? assembled[0].Manifest
                : await WriteIndexAsync(recipe, assembled, cancellationToken),
        };
    }

    private async Task<AssembledPlatform> AssembleAsync(ImageRecipe recipe, PlatformRecipe platform, CancellationToken cancellationToken)
    {
        var parent = platform.Base is BaseImage.From from
            ? await ResolvedBase.ResolveAsync(from, platform.Platform, cancellationToken)
            : null;
        if (parent is not null)
            await TakeOverAsync(parent, cancellationToken);
        var directories = parent is null ? new HashSet<string>(StringComparer.Ordinal) : null;
        var layers = ImmutableArray.CreateBuilder<Layer>();
        foreach (var source in platform.Layers)
            layers.Add(await LayerWriter.WriteAsync(output, source, recipe.Created, directories, cancellationToken));
        var own = layers.ToImmutable();
        var config = ConfigDocument.Of(ConfigBuilder.Build(platform, parent, own, Text(recipe.Created)));
        await output.WriteBlobAsync(config.Bytes, cancellationToken);
        ImmutableArray<Descriptor> blobs = [.. parent?.Layers ?? [], .. own.Select(layer => layer.Blob)];
        var manifest = ManifestDocument.Of(new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            Config = config.Descriptor,
            Layers = blobs,
            Annotations = Annotations(recipe, parent),
        });
        await output.WriteManifestAsync(manifest, cancellationToken);
        return new AssembledPlatform
        {
            Platform = platform.Platform,
            Manifest = manifest.Descriptor,
            Config = config.Descriptor,
            Layers = blobs,
            DiffIds = config.Config.RootFs.DiffIds,
        };
    }

    private async Task<Descriptor> WriteIndexAsync(
        ImageRecipe recipe, ImmutableArray<AssembledPlatform> platforms, CancellationToken cancellationToken)
    {
        var index = ManifestDocument.Of(new ImageIndex
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciIndex,
            Manifests = [.. platforms.Select(platform => platform.Manifest with { Platform = platform.Platform })],
            Annotations = Annotations(recipe, null),
        });
        return await output.WriteManifestAsync(index, cancellationToken);
    }

    private async Task TakeOverAsync(ResolvedBase parent, CancellationToken cancellationToken)
    {
        if (parent.From.LayersStay)
        {
            // They tell which layers these are, to those who have the layout alone.
            await output.WriteManifestAsync(parent.Root, cancellationToken);
            await output.WriteManifestAsync(parent.Image, cancellationToken);
            return;
        }
        foreach (var layer in parent.Image.Manifest.Layers)
        {
            if (output.HasBlob(layer.Digest) || MediaTypes.IsForeignLayer(layer.MediaType))
                continue;
            await using var content = await parent.From.Source.OpenBlobAsync(layer, 0, cancellationToken);
            await output.WriteBlobAsync(layer, content, cancellationToken);
        }
    }

    private static ImmutableSortedDictionary<string, string> Annotations(ImageRecipe recipe, ResolvedBase? parent)
    {
        var annotations = recipe.Annotations.WithComparers(StringComparer.Ordinal)
            .SetItem(ImageAnnotations.Created, Text(recipe.Created));
        if (parent is null)
            return annotations;
        annotations = annotations.SetItem(ImageAnnotations.BaseDigest, parent.Image.Digest.ToString());
        return parent.From.Name is not { } name ? annotations : annotations.SetItem(ImageAnnotations.BaseName, name);
    }

    private static void CheckPlatforms(ImageRecipe recipe)
    {
        if (recipe.Platforms.IsEmpty)
            throw new ReleaseException(ExitCode.Usage, "an image without platforms cannot be built", null, "name at least one platform, such as linux/amd64");
        var twice = recipe.Platforms.GroupBy(platform => platform.Platform.ToString(), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ReleaseException(ExitCode.Usage, $"the platform {twice.Key} is listed twice", null, "list each platform once");
    }

    private static string Text(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
