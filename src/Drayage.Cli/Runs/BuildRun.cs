using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Model.Planning;
using Drayage.Oci.Assembly;
using Drayage.Pipeline.Building.Execution;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Packing;
using Drayage.Pipeline.Sharding;
using Drayage.Platform.Storage;

namespace Drayage.Cli.Runs;

/// <summary>Plan → build outputs → packages, in one directory.</summary>
internal sealed class BuildRun(Composition composition, OpenedProject project, WorkLayout layout, BuildChoices choices)
{
    public async Task<Packages> RunAsync(Plan plan, CancellationToken cancellationToken)
    {
        var outputs = await BuildAsync(plan, cancellationToken);
        var records = new PackRecords(layout);
        var bases = new BaseImages(project.Root, composition.Http.NewClient(), composition.RegistryLogins, composition.Clock);
        var store = new ContentStore(layout.ObjectStore);
        var layers = new LayerRecords(layout.LayerRecords, store);
        var packer = new Packer(layout, new ArchivePacker(records, store), new ImagePacker(layout, records, layers, bases), Composition.Writer);
        return await packer.RunAsync(plan, outputs, cancellationToken);
    }

    /// <summary>Plan → build outputs: built here, or merged from what other machines built.</summary>
    public Task<BuildOutputs> BuildAsync(Plan plan, CancellationToken cancellationToken)
    {
        layout.Create();
        return choices.Merge is { } shards
            ? new ShardMerge(shards, new ContentStore(layout.ObjectStore)).RunAsync(plan, cancellationToken)
            : BuildAsync(plan.Builds, plan.Source.CommitTime, cancellationToken);
    }

    /// <summary>Builds one shard, and leaves it as a directory for another machine to merge.</summary>
    public async Task ShardAsync(Plan plan, BuildShard shard, string directory, CancellationToken cancellationToken)
    {
        layout.Create();
        await ShardWriter.WriteAsync(directory, plan, shard, await BuildAsync(shard.Steps, plan.Source.CommitTime, cancellationToken), cancellationToken);
    }

    private async Task<BuildOutputs> BuildAsync(ImmutableArray<BuildStep> steps, long epoch, CancellationToken cancellationToken)
    {
        var processes = new StepProcesses(composition.Processes, composition.Environment);
        var versions = await new Toolchains(processes, composition.Environment, layout.Root, composition.ToolVersions).FindAsync(steps, cancellationToken);
        var keys = new StepKeys(project.Snapshot, versions, epoch);
        var cache = new StepCache(layout, new ContentStore(layout.ObjectStore));
        var builders = composition.Ecosystems.Values.Where(e => e.Builder is not null).ToDictionary(e => e.Name, e => e.Builder!);
        await using var progress = new BuildProgress(composition.Terminal, steps.Length, composition.Clock);
        var runner = new StepRunner(layout, builders, keys, cache, processes, composition.Clock);
        var estimates = new StepEstimates(layout);
        return await new BuildExecutor(runner, estimates, progress, choices.Jobs ?? Environment.ProcessorCount).RunAsync(steps, cancellationToken);
    }
}

/// <summary>How outputs come about.</summary>
/// <param name="Jobs">How many steps run side by side; null for one a core.</param>
/// <param name="Merge">Absolute path of the directory with the shards of other machines; null to build here.</param>
internal sealed record BuildChoices(int? Jobs, string? Merge = null);
