using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Automation;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Publishing.Jobs;
using Drayage.Pipeline.Sharding;

namespace Drayage.Workflows.Generating;

/// <summary>What workflows are generated from.</summary>
public sealed record GenerationSource
{
    public required ProjectSettings Project { get; init; }

    /// <summary>Of all components, whatever tags there are.</summary>
    public required Plan Plan { get; init; }

    public required SourceTree Tree { get; init; }

    /// <summary>By id of the destination.</summary>
    public required ImmutableDictionary<string, DeliveryNeeds> Needs { get; init; }

    /// <summary>Version of Drayage that the runners get where the configuration names none.</summary>
    public required string Version { get; init; }

    internal WorkflowSettings Workflows => Project.Workflows;

    internal ImmutableArray<BuildShard> Shards => BuildShard.Of(Plan) is { IsEmpty: false } shards ? shards : [new BuildShard(BuildShard.AnyHost, [], [])];

    internal bool HasPhase2 => Plan.Consignments.Any(consignment => consignment.Phase == 2);

    /// <summary>The destinations that a job of one phase delivers to, in the configuration's order.</summary>
    internal IEnumerable<DestinationSettings> DestinationsOf(int phase)
    {
        var ids = Plan.Consignments.Where(consignment => consignment.Phase == phase).Select(consignment => consignment.Destination).ToHashSet(StringComparer.Ordinal);
        return Project.Destinations.Where(destination => ids.Contains(destination.Id));
    }
}
