using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Model.Planning;
using Drayage.Oci.Assembly;
using Drayage.Pipeline.Building.Execution;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Packing;
using Drayage.Platform.Storage;

namespace Drayage.Cli.Runs;

/// <summary>Plan → build outputs → packages, in one directory.</summary>
internal sealed class BuildRun(Composition composition, OpenedProject project, WorkLayout layout, int? jobs)
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

    /// <summary>Plan → build outputs.</summary>
    public async Task<BuildOutputs> BuildAsync(Plan plan, CancellationToken cancellationToken)
    {
        layout.Create();
        var processes = new StepProcesses(composition.Processes, composition.Environment);
        var versions = await new Toolchains(processes, composition.Environment, layout.Root, composition.ToolVersions).FindAsync(plan.Builds, cancellationToken);
        var keys = new StepKeys(project.Snapshot, versions, plan.Source.CommitTime);
        var cache = new StepCache(layout, new ContentStore(layout.ObjectStore));
        var builders = composition.Ecosystems.Values.Where(e => e.Builder is not null).ToDictionary(e => e.Name, e => e.Builder!);
        await using var progress = new BuildProgress(composition.Terminal, plan.Builds.Length, composition.Clock);
        var runner = new StepRunner(layout, builders, keys, cache, processes, composition.Clock);
        var estimates = new StepEstimates(layout);
        return await new BuildExecutor(runner, estimates, progress, jobs ?? Environment.ProcessorCount).RunAsync(plan.Builds, cancellationToken);
    }
}
