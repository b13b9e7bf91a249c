using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Planning;

/// <summary>Plans the tags that are made after publishing: one consignment a tag, so that each is tried and resumed by itself.</summary>
internal static class TagPlanning
{
    /// <param name="context">Gives each tag's components their context.</param>
    /// <exception cref="ReleaseException">No destination can make them.</exception>
    public static ImmutableDictionary<string, PlannedConsignment> Of(
        ProjectSettings project,
        IReadOnlyDictionary<string, IDestinationKind> kinds,
        ImmutableArray<ComponentDelivery> components,
        Func<ImmutableArray<ComponentDelivery>, DestinationContext> context) =>
        components
            .Where(component => component.Settings.Tagging == Tagging.After && component.Component.State is ComponentState.ToRelease)
            .GroupBy(component => component.Component.Tag, StringComparer.Ordinal)
            .ToImmutableDictionary(tag => tag.Key, tag => Plan(project, kinds, context([.. tag]), tag.Key), StringComparer.Ordinal);

    /// <summary>A tag waits for everything of its components, but for what itself waits for the tag, and for phase 2, which comes after the release.</summary>
    public static IEnumerable<PlannedConsignment> AfterPublishing(IEnumerable<PlannedConsignment> tags, ImmutableArray<PlannedConsignment> published) =>
        tags.Select(tag => tag with
        {
            Needs = [.. published.Where(c => c.Phase == 1 && c.Components.Intersect(tag.Components).Any() && !c.Needs.Contains(tag.Id)).Select(c => c.Id)],
        });

    private static PlannedConsignment Plan(
        ProjectSettings project, IReadOnlyDictionary<string, IDestinationKind> kinds, DestinationContext context, string tag) =>
        project.Destinations
            .Select(destination => kinds[destination.Kind] is ITaggingKind kind ? kind.PlanTag(destination, context, tag) : null)
            .FirstOrDefault(planned => planned is not null)
        ?? throw new ReleaseException(
            ExitCode.Usage,
            $"nothing can make tag {tag} after publishing",
            $"{context.Components[0].Settings.At}: its releases are tagged after publishing, and no destination is the repository {project.Repository ?? "of the project"}",
            "add a destination of kind github for the project's repository, or write tagging: before");
}
