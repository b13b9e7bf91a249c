using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Planning;

/// <summary>
/// Plans one SHA-256 checksum file a release tag. It lists the files that are downloaded from beside it, so that <c>sha256sum --check</c>
/// holds there; where nothing of the tag is offered like that, it lists all files that were made.
/// </summary>
internal static class ChecksumPlanning
{
    /// <param name="components">The components to release.</param>
    /// <param name="contexts">What is offered besides, by tag.</param>
    /// <param name="downloads">The destinations that offer downloads.</param>
    public static ImmutableArray<PackStep.Checksums> Of(
        ImmutableArray<ComponentDelivery> components, ImmutableArray<(string Tag, PackStep.Archive Archive)> contexts, IReadOnlySet<string> downloads) =>
    [
        .. components
            .GroupBy(c => (Line: TagHistory.LineOf(c.Settings), c.Component.Tag))
            .Select(release => (release.Key.Line, release.Key.Tag, First: release.First().Component.Id, Files: Files([.. release], contexts, downloads)))
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

    private static ImmutableArray<string> Files(
        ImmutableArray<ComponentDelivery> components, ImmutableArray<(string Tag, PackStep.Archive Archive)> contexts, IReadOnlySet<string> downloads)
    {
        var offered = components.Where(component => component.Settings.To.Any(downloads.Contains)).ToImmutableArray();
        var besides = contexts.Where(context => context.Tag == components[0].Component.Tag).Select(context => context.Archive.Output.Text);
        return [.. (offered.IsEmpty ? components : offered).SelectMany(FileArtifacts), .. besides];
    }

    private static IEnumerable<string> FileArtifacts(ComponentDelivery component) =>
        component.Artifacts.Where(a => a.Kind is not (ArtifactKind.Image or ArtifactKind.OciArtifact)).Select(a => a.Name);
}
