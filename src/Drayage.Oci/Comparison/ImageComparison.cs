using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Oci.Selection;

namespace Drayage.Oci.Comparison;

/// <summary>
/// Compares two images for one platform. A layer that both share is read once, and none where all layers are the same.
/// Files are compared by content, so that layers which divide them otherwise or are compressed otherwise make no
/// difference in them.
/// </summary>
/// <param name="withFiles">Whether layers are read.</param>
public sealed class ImageComparison(bool withFiles)
{
    private readonly ConcurrentDictionary<Digest, Lazy<Task<LayerFiles>>> read = new();

    /// <exception cref="ReleaseException">An image cannot be read, or is no image.</exception>
    public async Task<ImageDifference> CompareAsync(
        IImageSource leftSource, ManifestDocument.Image left, IImageSource rightSource, ManifestDocument.Image right, CancellationToken cancellationToken)
    {
        if (left.Digest == right.Digest)
            return new ImageDifference { Left = left.Digest, Right = right.Digest, CommonLayers = left.Manifest.Layers.Length };
        var (leftLayers, leftTraits) = await ReadAsync(leftSource, left, cancellationToken);
        var (rightLayers, rightTraits) = await ReadAsync(rightSource, right, cancellationToken);
        var common = leftLayers.Zip(rightLayers).TakeWhile(pair => pair.First.DiffId == pair.Second.DiffId).Count();
        var areRead = withFiles && (common < leftLayers.Length || common < rightLayers.Length);
        var trees = areRead
            ? await Task.WhenAll(
                Task.Run(() => TreeAsync(leftSource, leftLayers, cancellationToken), cancellationToken),
                Task.Run(() => TreeAsync(rightSource, rightLayers, cancellationToken), cancellationToken))
            : [];
        return new ImageDifference
        {
            Left = left.Digest,
            Right = right.Digest,
            Settings = ImageTraits.Compare(leftTraits, rightTraits),
            CommonLayers = common,
            OnlyLeft = leftLayers[common..],
            OnlyRight = rightLayers[common..],
            Files = areRead ? Compare(trees[0], trees[1]) : [],
        };
    }

    private static async Task<(ImmutableArray<(Digest DiffId, Descriptor Layer)> Layers, SortedDictionary<string, string> Traits)> ReadAsync(
        IImageSource source, ManifestDocument.Image image, CancellationToken cancellationToken)
    {
        var config = await ConfigReader.ReadAsync(source, image, cancellationToken)
            ?? throw Incomparable(source, image.Digest.ToString(), $"it is no image for containers, but {image.Manifest.ArtifactType ?? image.Manifest.Config.MediaType}", null);
        var diffIds = config.Config.RootFs.DiffIds;
        return diffIds.Length == image.Manifest.Layers.Length
            ? ([.. diffIds.Zip(image.Manifest.Layers)], ImageTraits.Of(image, config.Config))
            : throw Incomparable(source, image.Digest.ToString(), $"its configuration has {diffIds.Length} diff ids for {image.Manifest.Layers.Length} layers", null);
    }

    private async Task<FileTree> TreeAsync(
        IImageSource source, ImmutableArray<(Digest DiffId, Descriptor Layer)> layers, CancellationToken cancellationToken)
    {
        var tree = new FileTree();
        foreach (var (diffId, layer) in layers)
        {
            try
            {
                tree.Apply(await read.GetOrAdd(diffId, _ => new Lazy<Task<LayerFiles>>(() => LayerFiles.ReadAsync(source, layer, cancellationToken))).Value);
            }
            catch (InvalidDataException failure)
            {
                throw Incomparable(source, $"layer {layer.Digest}", failure.Message, failure);
            }
        }
        return tree;
    }

    private static ImmutableArray<FileChange> Compare(FileTree left, FileTree right) =>
    [
        .. left.Files.Keys.Union(right.Files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(path => new FileChange(path, left.Files.GetValueOrDefault(path), right.Files.GetValueOrDefault(path)))
            .Where(change => change.Left != change.Right),
    ];

    private static ReleaseException Incomparable(IImageSource source, string what, string because, Exception? inner) => new(
        ExitCode.Refused, $"{what} from {source.Origin} cannot be compared", because, "to compare settings and lists of layers alone, add --no-files", inner);
}
