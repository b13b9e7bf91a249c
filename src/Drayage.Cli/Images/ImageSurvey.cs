using System.Collections.Immutable;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Images;

/// <summary>Everything that <c>drayage image inspect</c> shows of an image.</summary>
internal sealed record ImageSurvey(
    NamedImage Named, ChosenImage Chosen, ImmutableArray<SurveyedManifest> Manifests, ImmutableArray<AttachedArtifact> Referrers)
{
    public static async Task<ImageSurvey> ReadAsync(NamedImage named, ChosenImage chosen, CancellationToken cancellationToken)
    {
        var graph = await ImageGraph.ReadAsync(chosen.Source, chosen.Root.Descriptor, cancellationToken);
        var platforms = graph.ChildrenFirst.OfType<ManifestDocument.Index>()
            .SelectMany(index => index.Content.Manifests)
            .Where(child => child.Platform is not null)
            .DistinctBy(child => child.Digest)
            .ToDictionary(child => child.Digest, child => child.Platform);
        var manifests = ImmutableArray.CreateBuilder<SurveyedManifest>();
        foreach (var image in graph.ChildrenFirst.OfType<ManifestDocument.Image>())
        {
            var config = await ConfigReader.ReadAsync(chosen.Source, image, cancellationToken);
            manifests.Add(new SurveyedManifest(image, platforms.GetValueOrDefault(image.Digest), config?.Config));
        }
        var referrers = named.Referrers is { } source ? await AttachedArtifact.FindAsync(chosen.Source, source, graph, cancellationToken) : [];
        return new ImageSurvey(named, chosen, manifests.ToImmutable(), referrers);
    }
}

/// <summary>A manifest below the root, or the root itself.</summary>
/// <param name="Listed">The platform as the index tells it.</param>
/// <param name="Config">Null for artifacts that are no images.</param>
internal sealed record SurveyedManifest(ManifestDocument.Image Image, ImagePlatform? Listed, ImageConfig? Config)
{
    public ImagePlatform? Platform => Listed ?? (Config is null
        ? null
        : new ImagePlatform { Os = Config.Os, Architecture = Config.Architecture, Variant = Config.Variant });

    public long LayerBytes => Image.Manifest.Layers.DistinctBy(layer => layer.Digest).Sum(layer => layer.Size);
}
