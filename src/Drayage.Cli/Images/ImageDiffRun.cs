using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Comparison;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Images;

/// <summary>Two images, compared platform by platform.</summary>
/// <param name="Compared">The platforms that both have.</param>
/// <param name="OnlyLeft">Platforms that only the first has.</param>
/// <param name="OnlyRight">Platforms that only the second has.</param>
internal sealed record ImageDiffResult(
    NamedImage Left,
    NamedImage Right,
    ImmutableArray<(string Platform, ImageDifference Difference)> Compared,
    ImmutableArray<string> OnlyLeft,
    ImmutableArray<string> OnlyRight)
{
    public bool IsSame => OnlyLeft.IsEmpty && OnlyRight.IsEmpty && Compared.All(pair => pair.Difference.IsSame);
}

/// <summary>Compares two images.</summary>
internal static class ImageDiffRun
{
    public static async Task<ImageDiffResult> RunAsync(
        NamedImage left, NamedImage right, ImmutableArray<ImagePlatform> platforms, bool withFiles, CancellationToken cancellationToken)
    {
        var (leftImages, rightImages) = (await ImagesAsync(left, platforms, cancellationToken), await ImagesAsync(right, platforms, cancellationToken));
        var comparison = new ImageComparison(withFiles);
        var compared = ImmutableArray.CreateBuilder<(string, ImageDifference)>();
        // Two images for one platform each are compared, whatever the platforms are: the difference tells them.
        var alone = leftImages.Count == 1 && rightImages.Count == 1;
        foreach (var (platform, image) in leftImages)
        {
            if (alone || rightImages.ContainsKey(platform))
                compared.Add((platform, await comparison.CompareAsync(left.Source, image, right.Source, alone ? rightImages.Values.First() : rightImages[platform], cancellationToken)));
        }
        return new ImageDiffResult(
            left,
            right,
            compared.ToImmutable(),
            alone ? [] : [.. leftImages.Keys.Except(rightImages.Keys, StringComparer.Ordinal)],
            alone ? [] : [.. rightImages.Keys.Except(leftImages.Keys, StringComparer.Ordinal)]);
    }

    private static async Task<SortedDictionary<string, ManifestDocument.Image>> ImagesAsync(
        NamedImage named, ImmutableArray<ImagePlatform> platforms, CancellationToken cancellationToken)
    {
        var chosen = await PlatformChoice.ChooseAsync(named.Source, named.Root, platforms, named.Name, cancellationToken);
        var images = new SortedDictionary<string, ManifestDocument.Image>(StringComparer.Ordinal);
        var graph = await ImageGraph.ReadAsync(chosen.Source, chosen.Root.Descriptor, cancellationToken);
        foreach (var image in graph.ChildrenFirst.OfType<ManifestDocument.Image>())
        {
            // Attestations beside the images have no platform, or buildx's "unknown".
            if (await PlatformChoice.PlatformOfAsync(chosen.Source, image, cancellationToken) is { Os: not "unknown" } platform)
                images.TryAdd(platform.ToString(), image);
        }
        return images.Count > 0
            ? images
            : throw new ReleaseException(ExitCode.Refused, $"image {named.Name} cannot be compared", "it is no image for containers", $"see what it is: drayage image inspect {named.Name}");
    }
}
