using Drayage.Pipeline.Configuration.Automation;
using Drayage.Pipeline.Sharding;
using Drayage.Workflows.Generating.Marking;
using Drayage.Workflows.Generating.Steps;

namespace Drayage.Workflows.Generating.GitHub;

/// <summary>Pull requests, and what is merged: what changed is built and tried, and nothing else.</summary>
internal sealed class ChangesWorkflow(GenerationSource source)
{
    public const string Path = ".github/workflows/changes.yml";

    // What a push calls its predecessor where there is none.
    private const string NoCommit = "0000000000000000000000000000000000000000";

    private readonly Toolchains toolchains = new(source);

    public GeneratedFile File() => new(Path,
    [
        new MarkedRegion("triggers", Head()),
        new MarkedRegion("changes", Changes()),
        new MarkedRegion("build", Build()),
        new MarkedRegion("build-steps", Block.Indent(BuildSteps(), 6)),
        .. source.Project.Filters.Where(filter => filter.Run is not null).SelectMany(Filter),
    ]);

    private string Head() => Block.Spaced(
        "name: Changes",
        Block.Join("on:", "  pull_request:", "  push:", $"    branches: [{source.Workflows.Branch}]"),
        "permissions: {}",
        Block.Join("concurrency:", "  group: changes-${{ github.ref }}", "  cancel-in-progress: ${{ github.event_name == 'pull_request' }}"),
        Block.Join("defaults:", "  run:", "    shell: bash"),
        "jobs:");

    private string Changes() => Block.Indent(Block.Join(
        "changes:",
        "  name: Changes",
        $"  runs-on: {source.Workflows.RunnerOf(BuildShard.AnyHost)}",
        "  timeout-minutes: 15",
        "  permissions:",
        "    contents: read",
        "  outputs:",
        "    components: ${{ steps.affected.outputs.components }}",
        "    filters: ${{ steps.affected.outputs.filters }}",
        "    base: ${{ steps.affected.outputs.base }}",
        "  steps:",
        Block.Indent(Block.Join(
        [
            JobSteps.Checkout(withHistory: true),
            .. toolchains.Steps([], BuildShard.AnyHost),
            JobSteps.Install(source, BuildShard.AnyHost),
            JobSteps.Run("Check configuration and workflows", [], "drayage check config\ndrayage workflow generate --check"),
            JobSteps.Run(
                "Find what changed",
                ["BASE: ${{ github.event.pull_request.base.sha || github.event.before }}"],
                // A push that rewrote the branch names a commit that is gone.
                $$"""
                git cat-file -e "$BASE^{commit}" 2>/dev/null || BASE={{NoCommit}}
                echo "base=$BASE" >> "$GITHUB_OUTPUT"
                drayage affected --base "$BASE" --outputs >> "$GITHUB_OUTPUT"
                drayage affected --base "$BASE" | sed 's/^/    /' >> "$GITHUB_STEP_SUMMARY"
                """,
                "id: affected"),
        ]), 4)), 2);

    private string Build()
    {
        var hosts = source.Shards.Select(shard => shard.Host).ToArray();
        return Block.Indent(Block.Join(
            "build:",
            Block.Indent(ShardJob.Head(source, "Build", [.. hosts], "needs: changes", "if: needs.changes.outputs.components != '[]'"), 2),
            "  steps:",
            Block.Indent(Block.Join([JobSteps.Checkout(withHistory: true), .. toolchains.Steps(Ecosystems(), ShardJob.Widest([.. hosts])), .. ShardJob.Installs(source, [.. hosts])]), 4)), 2);
    }

    private string BuildSteps()
    {
        var single = source.Shards is [var only] ? only.Host : null;
        return Block.Join(
            JobSteps.Run(
                "Build",
                ["BASE: ${{ needs.changes.outputs.base }}", .. single is null ? ["SHARD: ${{ matrix.shard }}"] : Array.Empty<string>(), .. Toolchains.Variables(Ecosystems())],
                $"drayage build --base \"$BASE\"{(single is null ? " --shard \"$SHARD\"" : "")}"),
            JobSteps.Keep($"logs-{ShardJob.NameOf(single)}", "dist/logs/"));
    }

    private IEnumerable<MarkedRegion> Filter(FilterSettings filter)
    {
        // A name of its own, so that no filter takes that of another job.
        var id = $"try-{filter.Id}";
        yield return new MarkedRegion(id, Block.Indent(Block.Join(
            $"{id}:",
            $"  name: Try {filter.Id}",
            "  needs: changes",
            $"  if: contains(fromJSON(needs.changes.outputs.filters), '{filter.Id}')",
            $"  runs-on: {source.Workflows.RunnerOf(BuildShard.AnyHost)}",
            $"  timeout-minutes: {source.Workflows.TimeLimit}",
            "  permissions:",
            "    contents: read",
            "  steps:",
            Block.Indent(Block.Join([JobSteps.Checkout(withHistory: false), .. new Toolchains(source).For(filter.Toolchains)]), 4)), 2));
        yield return new MarkedRegion($"{id}-steps", Block.Indent(JobSteps.Run($"Try {filter.Id}", Toolchains.Variables(filter.Toolchains), filter.Run!.TrimEnd('\n')), 6));
    }

    private IEnumerable<string> Ecosystems() => source.Plan.Builds.Select(step => step.Ecosystem).Distinct();
}
