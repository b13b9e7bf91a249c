using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;

namespace Drayage.Pipeline.Planning;

/// <summary>Lists what the release will deliver.</summary>
internal static class ArtifactPlanning
{
    public static ImmutableArray<PlannedArtifact> Of(PlannedComponent component, Building.ComponentSteps steps) =>
    [
        .. steps.Builds.SelectMany(step => step.Outputs
            .Where(output => output.IsDelivered)
            .Select(output => new PlannedArtifact(output.Name, output.Kind, component.Id, output.Platform, step.Id))),
        .. steps.Packs.Select(pack => pack switch
        {
            PackStep.Archive archive => new PlannedArtifact(archive.Output.Text, ArtifactKind.Archive, component.Id, archive.Platform, archive.Id),
            PackStep.Image image => new PlannedArtifact(image.Output.Text, ArtifactKind.Image, component.Id, null, image.Id, image.Repository),
            PackStep.OciArtifact chart => new PlannedArtifact(chart.Output.Text, ArtifactKind.OciArtifact, component.Id, null, chart.Id, chart.Repository),
            _ => throw new InvalidOperationException($"'{pack.Id}' is no pack of a component"),
        }),
    ];

    /// <exception cref="ReleaseException">Two steps would write the same artifact.</exception>
    public static void RefuseDuplicates(ImmutableArray<PlannedArtifact> artifacts)
    {
        if (artifacts.GroupBy(a => a.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is not { } twice)
            return;
        var makers = twice.Select(a => a.Step).ToArray();
        throw new ReleaseException(
            ExitCode.Usage,
            $"two steps would write the same artifact {twice.Key}",
            $"{string.Join(" and ", makers)} (names are compared without case, as download directories on other systems do)",
            "release only one of two packages of one name; give archives another archive.name, such as \"{{ component }}-{{ version }}-{{ os }}-{{ arch }}\"");
    }
}
