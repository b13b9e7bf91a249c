using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Model.Targets;

namespace Drayage.Pipeline.Sharding;

/// <summary>The part of a build that machines of one platform do.</summary>
/// <param name="Host">The platform of those machines.</param>
/// <param name="Own">The steps whose outputs the shard hands on, in the plan's order.</param>
/// <param name="Steps">Those, and the steps of others that they need.</param>
public sealed record BuildShard(TargetPlatform Host, ImmutableArray<BuildStep> Own, ImmutableArray<BuildStep> Steps)
{
    /// <summary>Where steps go that every machine can do.</summary>
    public static TargetPlatform AnyHost { get; } = new("linux", "amd64");

    /// <summary>All shards of a plan, that of <see cref="AnyHost"/> first. Each step is in exactly one as its own.</summary>
    public static ImmutableArray<BuildShard> Of(Plan plan)
    {
        var byId = plan.Builds.ToDictionary(step => step.Id, StringComparer.Ordinal);
        return
        [
            .. plan.Builds.GroupBy(step => step.Host ?? AnyHost)
                .OrderBy(group => group.Key == AnyHost ? 0 : 1).ThenBy(group => group.Key.ToString(), StringComparer.Ordinal)
                .Select(group => new BuildShard(group.Key, [.. group], WithNeeds([.. group], plan, byId))),
        ];
    }

    /// <summary>The shard of a platform; without steps where the plan has nothing for such machines.</summary>
    public static BuildShard Find(Plan plan, TargetPlatform host) => Of(plan).FirstOrDefault(shard => shard.Host == host) ?? new BuildShard(host, [], []);

    private static ImmutableArray<BuildStep> WithNeeds(ImmutableArray<BuildStep> own, Plan plan, Dictionary<string, BuildStep> byId)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(own.Select(step => step.Id));
        while (open.TryPop(out var id))
        {
            if (wanted.Add(id))
                byId[id].Needs.ToList().ForEach(open.Push);
        }

        return [.. plan.Builds.Where(step => wanted.Contains(step.Id))];
    }
}
