using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;

namespace Drayage.Oci.Assembly;

/// <summary>
/// Builds images from files, without a container engine. The digests depend on the recipe, the contents of its files
/// and the compressor, on nothing else of the machine.
/// </summary>
/// <param name="output">Receives the image.</param>
/// <param name="records">Where unchanged layers are found again; null to write each anew.</param>
public sealed class ImageAssembler(OciLayout output, LayerRecords? records = null)
{
    /// <summary>Assembles the image into the layout. It is not listed in <c>index.json</c>: that is the caller's point.</summary>
    /// <exception cref="ReleaseException">A file or base image cannot be used.</exception>
    public async Task<AssembledImage> AssembleAsync(ImageRecipe recipe, CancellationToken cancellationToken)
    {
        CheckPlatforms(recipe);
        CheckForm(recipe);
        var platforms = recipe.Platforms.OrderBy(platform => platform.Platform.ToString(), StringComparer.Ordinal).ToImmutableArray();
        var writer = new LayerWriter(output, recipe, records);
        var bases = ImmutableArray.CreateBuilder<ResolvedBase?>(platforms.Length);
        foreach (var platform in platforms)
            bases.Add(await ResolveAsync(platform, writer, cancellationToken));
        var layers = await WriteLayersAsync(writer, platforms, bases, cancellationToken);
        var assembled = ImmutableArray.CreateBuilder<AssembledPlatform>(platforms.Length);
        for (var place = 0; place < platforms.Length; place++)
            assembled.Add(await WriteManifestAsync(recipe, platforms[place], bases[place], layers[place], cancellationToken));
        var whole = assembled.MoveToImmutable();
        return new AssembledImage
        {
            Platforms = whole,
            Root = whole.Length == 1 && !recipe.AlwaysIndex
                ? whole[0].Manifest
                : await WriteIndexAsync(recipe, whole, cancellationToken),
        };
    }

    private async Task<ResolvedBase?> ResolveAsync(PlatformRecipe platform, LayerWriter writer, CancellationToken cancellationToken)
    {
        if (platform.Base is not BaseImage.From from)
            return null;
        var parent = await ResolvedBase.ResolveAsync(from, platform.Platform, cancellationToken);
        return parent with { Layers = await new BaseLayers(output, writer).TakeOverAsync(parent, cancellationToken) };
    }

    private static async Task<ImmutableArray<ImmutableArray<Layer>>> WriteLayersAsync(
        LayerWriter writer, ImmutableArray<PlatformRecipe> platforms, IEnumerable<ResolvedBase?> bases, CancellationToken cancellationToken)
    {
        var contents = platforms.Zip(bases, (platform, parent) => ContentsOf(platform, parent)).ToImmutableArray();
        var written = await writer.WriteAsync([.. contents.SelectMany(content => content)], cancellationToken);
        var rest = new Queue<Layer>(written);
        return [.. contents.Select(content => content.Select(_ => rest.Dequeue()).ToImmutableArray())];
    }

    private static ImmutableArray<LayerContent> ContentsOf(PlatformRecipe platform, ResolvedBase? parent)
    {
        var directories = parent is null ? new HashSet<string>(StringComparer.Ordinal) : null;
        return [.. platform.Layers.Select(layer => LayerContent.Of(layer, directories))];
    }

    private async Task<AssembledPlatform> WriteManifestAsync(
        ImageRecipe recipe, PlatformRecipe platform, ResolvedBase? parent, ImmutableArray<Layer> own, CancellationToken cancellationToken)
    {
        var isDocker = recipe.Format == ImageFormat.Docker;
        var config = ConfigDocument.Of(
            ConfigBuilder.Build(platform, parent, own, Text(recipe.Created)), isDocker ? MediaTypes.DockerConfig : MediaTypes.OciConfig);
        await output.WriteBlobAsync(config.Bytes, cancellationToken);
        ImmutableArray<Descriptor> blobs = [.. parent?.LayersAs(recipe.Format) ?? [], .. own.Select(layer => layer.Blob)];
        var manifest = ManifestDocument.Of(new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = isDocker ? MediaTypes.DockerManifest : MediaTypes.OciManifest,
            Config = config.Descriptor,
            Layers = blobs,
            Annotations = isDocker ? null : Annotations(recipe, parent),
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
        ImageRecipe recipe, IEnumerable<AssembledPlatform> platforms, CancellationToken cancellationToken)
    {
        var isDocker = recipe.Format == ImageFormat.Docker;
        var index = ManifestDocument.Of(new ImageIndex
        {
            SchemaVersion = 2,
            MediaType = isDocker ? MediaTypes.DockerManifestList : MediaTypes.OciIndex,
            Manifests = [.. platforms.Select(platform => platform.Manifest with { Platform = platform.Platform })],
            Annotations = isDocker ? null : Annotations(recipe, null),
        });
        return await output.WriteManifestAsync(index, cancellationToken);
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

    private static void CheckForm(ImageRecipe recipe)
    {
        if (recipe is { Format: ImageFormat.Docker, Compression: LayerCompression.Zstd })
            throw new ReleaseException(ExitCode.Usage, "Docker's image format has no zstd layers", null, "take format: oci, or compression: gzip");
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
