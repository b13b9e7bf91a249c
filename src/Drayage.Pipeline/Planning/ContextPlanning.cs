using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Planning;

/// <summary>
/// Plans, for images and OCI artifacts of phase 2, one archive with what they are made of and no other download carries: files of
/// the repository, programs without an archive, a chart's metadata.
/// </summary>
internal static class ContextPlanning
{
    /// <param name="components">The components to release.</param>
    /// <param name="steps">What each of them plans.</param>
    /// <param name="phases">The roles of the destinations.</param>
    public static ImmutableArray<(string Tag, PackStep.Archive Archive)> Of(
        ImmutableArray<ComponentDelivery> components, ImmutableArray<ComponentSteps> steps, PhaseRoles phases)
    {
        var offered = components.Where(c => c.Settings.To.Any(phases.OffersDownloads))
            .SelectMany(c => c.Artifacts)
            .Select(a => a.Name)
            .ToHashSet(StringComparer.Ordinal);
        var released = ReleasedSources.Of(steps.SelectMany(s => s.Builds), steps.SelectMany(s => s.Packs), offered);
        var contexts = ImmutableArray.CreateBuilder<(string, PackStep.Archive)>();
        foreach (var component in components.Where(c => c.Settings.To.Any(phases.IsSecond)))
        {
            var packs = steps.SelectMany(s => s.Packs).Where(pack => pack.Component == component.Component.Id);
            var missing = packs.SelectMany(PackSources).Where(source => released.Find(source) is null).Distinct().ToImmutableArray();
            if (missing.Length > 0)
                contexts.Add((component.Component.Tag, Archive(component.Component, missing)));
        }

        return contexts.ToImmutable();
    }

    public static PlannedArtifact ArtifactOf(PackStep.Archive context) =>
        new(context.Output.Text, context.Kind, context.Component, Platform: null, context.Id);

    /// <summary>What an image or OCI artifact is made of; nothing for other packs.</summary>
    public static IEnumerable<PackSource> PackSources(PackStep pack) => pack switch
    {
        PackStep.Image image => image.Platforms.SelectMany(platform => platform.Files).Select(file => file.Source),
        PackStep.OciArtifact artifact => (artifact.Config is { } config ? artifact.Layers.Prepend(config) : artifact.Layers).Select(blob => blob.Source),
        _ => [],
    };

    private static PackStep.Archive Archive(PlannedComponent component, ImmutableArray<PackSource> sources)
    {
        const int plain = 0b110_100_100;
        var name = $"{component.Id}-{component.NativeVersion}-context";
        return new PackStep.Archive
        {
            Id = $"{component.Id}/context",
            Component = component.Id,
            Output = ArtifactName.Parse($"{name}.tar.gz"),
            Kind = ArtifactKind.Context,
            Format = ArchiveFormat.TarGz,
            Root = name,
            Files = [.. sources.Select(source => new PackedFile(source, PathOf(source), plain)).OrderBy(file => file.Path, StringComparer.Ordinal)],
        };
    }

    private static string PathOf(PackSource source) => source switch
    {
        PackSource.StepOutput output => $"built/{output.Step}/{output.Output}",
        PackSource.RepositoryFile file => $"repository/{file.Path}",
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };
}
