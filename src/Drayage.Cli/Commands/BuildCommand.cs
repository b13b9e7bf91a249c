using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Changes;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Sharding;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage build</c></summary>
internal static class BuildCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = SharedOptions.Only();
        var changed = new Option<string?>("--base") { Description = "Only components that the changes since this commit affect, as drayage affected names them." };
        var tag = SharedOptions.Tag();
        var jobs = SharedOptions.Jobs();
        var shard = new Option<string?>("--shard")
        {
            HelpName = "OS/ARCH",
            Description = "Build what machines of this platform build of the next release, pack nothing, and leave it in dist/shards/OS-ARCH for drayage release --merge.",
        };
        var command = new Command("build", "Build and pack every component into dist/. Nothing is sent.") { directory, json, only, changed, tag, jobs, shard };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var loader = new ProjectLoader(composition);
            var project = await loader.OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var layout = new WorkLayout(project.Root);
            var run = new BuildRun(composition, project, layout, new BuildChoices(parsed.GetValue(jobs)));
            var components = SharedOptions.ParseComponents(parsed.GetValue(only)!);
            if (parsed.GetValue(changed) is { } since)
            {
                components = await AffectedAsync(composition, project, components, since, cancellationToken);
                if (components.IsEmpty)
                    return (int)Unaffected(composition, since);
            }

            var isRelease = parsed.GetValue(shard) is not null && components.IsEmpty;
            var plan = await loader.PlanAsync(project, new PlanChoices(parsed.GetValue(tag), components, IgnoreTags: !isRelease), cancellationToken);
            if (parsed.GetValue(shard) is { } host)
                return (int)await ShardAsync(composition, run, layout, plan, ParseHost(host), cancellationToken);
            ArtifactTable.Write(composition.Terminal, (await run.RunAsync(plan, cancellationToken)).Artifacts, parsed.GetValue(json));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<ImmutableArray<ComponentId>> AffectedAsync(
        Composition composition, OpenedProject project, ImmutableArray<ComponentId> only, string since, CancellationToken cancellationToken)
    {
        var affected = (await AffectedRun.OfAsync(composition, project, since, cancellationToken)).Components;
        return only.IsEmpty ? affected : [.. affected.Where(only.Contains)];
    }

    private static ExitCode Unaffected(Composition composition, string since)
    {
        composition.Terminal.Error.WriteLine($"nothing to build: the changes since {since} affect no component");
        return ExitCode.Done;
    }

    private static async Task<ExitCode> ShardAsync(
        Composition composition, BuildRun run, WorkLayout layout, Plan plan, TargetPlatform host, CancellationToken cancellationToken)
    {
        var shard = BuildShard.Find(plan, host);
        var directory = layout.ShardOf(host);
        await run.ShardAsync(plan, shard, directory, cancellationToken);
        composition.Terminal.Error.WriteLine($"{Counted.Of(shard.Own.Length, "step")} of {Counted.Of(plan.Builds.Length, "step")} built into {Path.GetRelativePath(layout.Root, directory)}");
        return ExitCode.Done;
    }

    private static TargetPlatform ParseHost(string text) => TargetPlatform.TryParse(text, out var host)
        ? host
        : throw new ReleaseException(ExitCode.Usage, $"--shard: '{text}' is no platform", null, "write OS/ARCH, such as linux/arm64");
}
