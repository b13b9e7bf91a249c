using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Planning;

/// <summary>Puts into the notes of releases how all that the release delivers is installed, through whichever channel.</summary>
internal static class NotePlanning
{
    public static ImmutableArray<PlannedConsignment> WithInstall(
        ImmutableArray<PlannedConsignment> planned,
        ProjectSettings project,
        IReadOnlyDictionary<string, IDestinationKind> kinds,
        ImmutableArray<ComponentDelivery> components,
        ImmutableArray<PackStep.Checksums> checksums)
    {
        ImmutableArray<PlannedArtifact> artifacts = [.. components.SelectMany(c => c.Artifacts), .. checksums.Select(ChecksumPlanning.ArtifactOf)];
        return [.. planned.Select(consignment => kinds[consignment.Kind] is INotedKind noted
            ? WithInstall(noted, consignment, TextOf(Together(consignment, planned, components)))
            : consignment)];

        string TextOf(IEnumerable<PlannedConsignment> together) => InstallText.Of(
            InstallableConsignment.Of(together, components.Select(c => c.Component), artifacts, project.PublicKey), kinds);

        PlannedConsignment WithInstall(INotedKind noted, PlannedConsignment consignment, string text) =>
            text.Length == 0 ? consignment : noted.WithInstall(project.Destinations.First(d => d.Id == consignment.Destination), consignment, text);
    }

    /// <summary>What is released under the same tag: other destinations take other components of it. A destination's own other releases have notes of their own.</summary>
    private static IEnumerable<PlannedConsignment> Together(
        PlannedConsignment noted, ImmutableArray<PlannedConsignment> planned, ImmutableArray<ComponentDelivery> components)
    {
        var tags = components.Where(c => noted.Components.Contains(c.Component.Id)).Select(c => c.Component.Tag).ToHashSet(StringComparer.Ordinal);
        var released = components.Where(c => tags.Contains(c.Component.Tag)).Select(c => c.Component.Id).ToHashSet();
        return planned.Where(other => ReferenceEquals(other, noted) || (other.Kind != noted.Kind && other.Components.Any(released.Contains)));
    }
}
