using System.Collections.Immutable;
using Drayage.Pipeline.Sharding;
using Drayage.Workflows.Generating.Marking;
using Drayage.Workflows.Generating.Steps;

namespace Drayage.Workflows.Generating.GitHub;

/// <summary>Phase 2: when a release is published, the rest is delivered from its bytes.</summary>
internal sealed class PublishWorkflow(GenerationSource source)
{
    public const string Path = ".github/workflows/release-phase-2.yml";
    private const string FileName = "release-phase-2.yml";
    private const string Published = "release.published";
    private const string StateDirectory = ".drayage";

    private readonly DeliveryAccess access = DeliveryAccess.Of(source, phase: 2);

    /// <exception cref="Model.ReleaseException">Nothing says by which key releases are checked.</exception>
    public GeneratedFile File() => new(Path,
    [
        new MarkedRegion("triggers", Head()),
        new MarkedRegion("publish", Job()),
        new MarkedRegion("publish-steps", Block.Indent(Steps(), 6)),
    ]);

    /// <summary>Whether a destination of phase 1 starts it, with a token that may.</summary>
    public bool IsStarted => Starting.Any();

    private IEnumerable<Pipeline.Publishing.Jobs.StartedWorkflow> Starting => source.Needs.Values
        .Select(needs => needs.Starts).OfType<Pipeline.Publishing.Jobs.StartedWorkflow>()
        .Where(start => start.Repository is null || start.Repository == source.Project.Repository)
        .Where(start => start.File is null or FileName);

    /// <summary>Inputs that a destination gives, and what each is.</summary>
    private ImmutableSortedDictionary<string, string> Given => Starting.FirstOrDefault(start => start.File == FileName)?.Inputs ?? ImmutableSortedDictionary<string, string>.Empty;

    private string Head() => Block.Spaced(
        "name: Release, phase 2",
        Block.Join(
        [
            "on:",
            "  release:",
            "    types: [published]",
            "  repository_dispatch:",
            $"    types: [{string.Join(", ", Starting.SelectMany(start => start.EventTypes).Where(type => type != "release.withdrawn").Prepend(Published).Distinct(StringComparer.Ordinal))}]",
            "  workflow_dispatch:",
            "    inputs:",
            .. Given.Where(input => input.Key is not ("tag" or "waybill-digest")).Select(input => $"      {input.Key}:\n        description: The release's {input.Value}\n        type: string"),
            "      tag:",
            "        description: Tag of the release",
            "        type: string",
            "      waybill-digest:",
            "        description: Digest that its waybill must have",
            "        type: string",
        ]),
        "permissions: {}",
        Block.Join("concurrency:", "  group: release-phase-2-${{ github.event.release.tag_name || github.event.client_payload.event.tag || inputs.tag || github.run_id }}", "  cancel-in-progress: false"),
        Block.Join("defaults:", "  run:", "    shell: bash"),
        "jobs:");

    private string Job() => Block.Indent(Block.Join(
        "publish:",
        "  name: Publish",
        JobSteps.OnlyHere(source) is { Length: > 0 } guard ? $"  {guard}" : "",
        $"  runs-on: {source.Workflows.RunnerOf(BuildShard.AnyHost)}",
        $"  timeout-minutes: {source.Workflows.TimeLimit}",
        $"  environment: {source.Workflows.Environment}",
        Block.Indent(JobSteps.Permissions(access), 2),
        "  steps:",
        Block.Indent(Block.Join(
        [
            JobSteps.Checkout(withHistory: false),
            .. new Toolchains(source).Steps([], BuildShard.AnyHost),
            JobSteps.Install(source, BuildShard.AnyHost),
            JobSteps.Restore("release-phase-2-state", StateDirectory),
        ]), 4)), 2);

    private string Steps() => Block.Join(
    [
        .. JobSteps.Logins(access),
        JobSteps.Run(
            "Publish",
            [
                $$$"""TAG: ${{ github.event.release.tag_name || github.event.client_payload.event.tag || {{{Input("tag", ".tag")}}} }}""",
                $$$"""WAYBILL_DIGEST: ${{ github.event.client_payload.event.waybill.digest || {{{Input("waybill-digest", ".waybill.digest")}}} }}""",
                .. JobSteps.Secrets(access with { UsesToken = true }),
            ],
            PublishScript.Bash(source, "TAG")),
        JobSteps.Summary($"{StateDirectory}/releases/*/report.md"),
        JobSteps.Keep("release-phase-2-state", StateDirectory + "/", withHidden: true),
    ]);

    /// <summary>The input of a word: by its own name, by the name that a destination gives it, or out of the whole event.</summary>
    private string Input(string word, string path)
    {
        var named = Given.Where(input => input.Value == word && input.Key != word).Select(input => $"inputs.{input.Key}");
        var whole = Given.Where(input => input.Value == "event").Select(input => $"fromJSON(inputs.{input.Key} || '{{}}'){path}");
        return string.Join(" || ", new[] { $"inputs.{word}" }.Concat(named).Concat(whole));
    }
}
