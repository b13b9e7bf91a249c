using System.Collections.Immutable;
using Drayage.Model.Targets;
using Drayage.Pipeline.Sharding;
using Drayage.Workflows.Generating.Steps;

namespace Drayage.Workflows.Generating.GitHub;

/// <summary>A job that runs once a kind of machine: by a matrix where there are several.</summary>
internal static class ShardJob
{
    public static string Name(TargetPlatform host) => host.ToString().Replace('/', '-');

    /// <summary>The shard's platform, as a value of a step.</summary>
    /// <param name="single">Null in a matrix.</param>
    public static string Shard(TargetPlatform? single) => single?.ToString() ?? "${{ matrix.shard }}";

    /// <summary>The shard's name, as a value of a step.</summary>
    /// <param name="single">Null in a matrix.</param>
    public static string NameOf(TargetPlatform? single) => single is null ? "${{ matrix.name }}" : Name(single);

    /// <summary>The keys of the job before its steps, unindented.</summary>
    public static string Head(GenerationSource source, string name, ImmutableArray<TargetPlatform> hosts, params IEnumerable<string> keys)
    {
        var isMatrix = hosts.Length > 1;
        return Block.Join(
        [
            isMatrix ? $$$"""name: {{{name}}} (${{ matrix.shard }})""" : $"name: {name}",
            .. keys,
            isMatrix ? "runs-on: ${{ matrix.runner }}" : $"runs-on: {source.Workflows.RunnerOf(hosts[0])}",
            $"timeout-minutes: {source.Workflows.TimeLimit}",
            "permissions:\n  contents: read",
            isMatrix
                ? Block.Join(["strategy:", "  fail-fast: false", "  matrix:", "    include:", .. hosts.Select(host => $"      - {{ shard: {host}, name: {Name(host)}, runner: {source.Workflows.RunnerOf(host)} }}")])
                : "",
        ]);
    }

    /// <summary>The steps that install Drayage: two where its program is released for one of the machines only.</summary>
    public static IEnumerable<string> Installs(GenerationSource source, ImmutableArray<TargetPlatform> hosts)
    {
        var scripts = hosts.Select(host => (Host: host, Script: DrayageInstall.Script(source, host, RunnerPlaces.GitHub))).ToArray();
        if (scripts.DistinctBy(one => one.Script).Count() == 1)
            return [JobSteps.Run("Install Drayage", [], scripts[0].Script)];
        return scripts.GroupBy(one => one.Script).Select(group =>
        {
            var isUsual = group.Any(one => one.Host == BuildShard.AnyHost);
            return JobSteps.Run("Install Drayage", [], group.Key, $"if: matrix.shard {(isUsual ? "==" : "!=")} '{BuildShard.AnyHost}'");
        });
    }

    /// <summary>One of the machines that need most to install Drayage.</summary>
    public static TargetPlatform Widest(ImmutableArray<TargetPlatform> hosts) => hosts.FirstOrDefault(host => host != BuildShard.AnyHost) ?? hosts[0];
}
