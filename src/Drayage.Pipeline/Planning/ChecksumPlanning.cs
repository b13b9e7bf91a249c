using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Planning;

/// <summary>Plans one SHA-256 checksum file a release tag, over every file artifact of the components that share the tag.</summary>
internal static class ChecksumPlanning
{
    public static ImmutableArray<PackStep.Checksums> Of(ImmutableArray<ComponentDelivery> components) =>
    [
        .. components
            .GroupBy(c => (Line: TagHistory.LineOf(c.Settings), c.Component.Tag))
            .Select(release => (release.Key.Line, release.Key.Tag, First: release.First().Component.Id, Files: release.SelectMany(FileArtifacts).ToImmutableArray()))
            .Where(release => release.Files.Length > 0)
            .Select(release => new PackStep.Checksums
            {
                Id = $"checksums/{release.Tag}",
                Component = release.First,
                Output = ArtifactName.Parse(release.Line == TagHistory.SharedLine ? "SHA256SUMS" : $"{release.Line}-SHA256SUMS"),
                Tag = release.Tag,
                Of = release.Files,
            }),
    ];

    public static PlannedArtifact ArtifactOf(PackStep.Checksums checksums) =>
        new(checksums.Output.Text, ArtifactKind.Checksums, Component: null, Platform: null, checksums.Id);

    private static IEnumerable<string> FileArtifacts(ComponentDelivery component) =>
        component.Artifacts.Where(a => a.Kind is not (ArtifactKind.Image or ArtifactKind.OciArtifact)).Select(a => a.Name);
}
