using System.Collections.Immutable;
using Drayage.Model.Targets;
using Drayage.Workflows.Generating.Marking;
using Drayage.Workflows.Generating.Steps;

namespace Drayage.Workflows.Generating.GitHub;

/// <summary>Phase 1: each kind of machine builds its shard without a secret, then one job seals and delivers.</summary>
internal sealed class ReleaseWorkflow(GenerationSource source)
{
    public const string Path = ".github/workflows/release.yml";
    private const string Tag = "TAG: ${{ github.ref_type == 'tag' && github.ref_name || '' }}";

    private readonly Toolchains toolchains = new(source);

    public GeneratedFile File() => new(Path,
    [
        new MarkedRegion("triggers", Head()),
        new MarkedRegion("build", Build()),
        new MarkedRegion("build-steps", Block.Indent(BuildSteps(), 6)),
        new MarkedRegion("release", Release()),
        new MarkedRegion("release-steps", Block.Indent(ReleaseSteps(), 6)),
    ]);

    private string Head()
    {
        var tags = TagFilters.GitHub(source.Project);
        return Block.Spaced(
            "name: Release",
            Block.Join(
            [
                "on:",
                tags.IsEmpty ? "" : $"  push:\n    tags: [{string.Join(", ", tags.Select(Block.Quote))}]",
                "  workflow_dispatch:",
                "    inputs:",
                "      dry-run:",
                "        description: Build, seal and ask every destination; send nothing",
                "        type: boolean",
                "        default: true",
            ]),
            "permissions: {}",
            Block.Join("concurrency:", "  group: release-${{ github.ref }}", "  cancel-in-progress: false"),
            Block.Join("defaults:", "  run:", "    shell: bash"),
            "jobs:");
    }

    private string Build()
    {
        var shards = source.Shards;
        var hosts = shards.Select(shard => shard.Host).ToImmutableArray();
        return Block.Indent(Block.Join(
            "build:",
            Block.Indent(ShardJob.Head(source, "Build", hosts, JobSteps.OnlyHere(source)), 2),
            "  steps:",
            Block.Indent(Block.Join([JobSteps.Checkout(withHistory: true), .. toolchains.Steps(Ecosystems(), ShardJob.Widest(hosts)), .. ShardJob.Installs(source, hosts)]), 4)), 2);
    }

    private string BuildSteps()
    {
        var single = source.Shards is [var only] ? only.Host : null;
        return Block.Join(
            JobSteps.Run(
                "Build",
                [Tag, $"SHARD: {ShardJob.Shard(single)}", .. Toolchains.Variables(Ecosystems())],
                "drayage build --shard \"$SHARD\" ${TAG:+--tag \"$TAG\"}"),
            Block.Join(
                "- name: Hand over to the release",
                $"  uses: {PinnedActions.UploadArtifact}",
                "  with:",
                $"    name: shard-{ShardJob.NameOf(single)}",
                $"    path: dist/shards/{ShardJob.NameOf(single)}",
                "    overwrite: true",
                "    retention-days: 7"),
            JobSteps.Keep($"logs-{ShardJob.NameOf(single)}", "dist/logs/"));
    }

    private string Release() => Block.Indent(Block.Join(
        "release:",
        "  name: Release",
        "  needs: build",
        $"  runs-on: {source.Workflows.RunnerOf(Any)}",
        $"  timeout-minutes: {source.Workflows.TimeLimit}",
        $"  environment: {source.Workflows.Environment}",
        Block.Indent(JobSteps.Permissions(Access), 2),
        "  steps:",
        Block.Indent(Block.Join(
        [
            JobSteps.Checkout(withHistory: true),
            .. toolchains.Steps([], Any),
            JobSteps.Install(source, Any),
            Block.Join(
                "- name: Fetch what was built",
                $"  uses: {PinnedActions.DownloadArtifact}",
                "  with:",
                "    pattern: shard-*",
                "    path: ${{ runner.temp }}/shards"),
            JobSteps.Restore(JobSteps.State, "dist"),
        ]), 4)), 2);

    private string ReleaseSteps()
    {
        var key = SealingKey.Of(source.Project);
        return Block.Join(
        [
            .. JobSteps.Logins(Access),
            JobSteps.Run(
                "Release",
                [
                    Tag,
                    "DRY_RUN: ${{ inputs.dry-run && 'true' || '' }}",
                    "SHARDS: ${{ runner.temp }}/shards",
                    .. JobSteps.Secrets(Access),
                    .. key.Variables.Select(JobSteps.Secret),
                ],
                ReleaseScript.Bash(key)),
            JobSteps.Summary("dist/report.md"),
            JobSteps.Keep(JobSteps.State, "dist/"),
        ]);
    }

    private DeliveryAccess Access => field ??= DeliveryAccess.Of(source, phase: 1);

    private IEnumerable<string> Ecosystems() => source.Plan.Builds.Select(step => step.Ecosystem).Distinct();

    private static TargetPlatform Any => Pipeline.Sharding.BuildShard.AnyHost;
}
