using System.CommandLine;
using Drayage.Cli.Runs;

namespace Drayage.Cli.Commands;

/// <summary>The command line of <c>drayage release</c>.</summary>
internal sealed class ReleaseArguments
{
    private readonly Option<string> directory = SharedOptions.Directory();
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly Option<string?> tag = SharedOptions.Tag();
    private readonly Option<string?> key = SharedOptions.Key();
    private readonly Option<string?> password = SharedOptions.KeyPassword();
    private readonly Option<bool> dirty = SharedOptions.AllowDirty();
    private readonly Option<int?> jobs = SharedOptions.Jobs();
    private readonly Option<string?> journal = SharedOptions.Journal();
    private readonly Option<bool> phases = SharedOptions.AllPhases();
    private readonly Option<string> until = new("--until")
    {
        Description = "End after this stage: plan, build, pack, seal, stage (what can be taken back is sent, and nobody sees it) or publish.",
        DefaultValueFactory = _ => "publish",
    };

    private readonly Option<bool> dry = new("--dry-run") { Description = "Build, pack and seal as in a real release, and ask every destination; send nothing." };
    private readonly Option<string?> merge = new("--merge") { Description = "Build nothing: take what drayage build --shard left on other machines from the directories below this one." };
    private readonly SelectionOptions selection = new();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { directory, json, tag, key, password, dirty, jobs, journal, until, phases, dry, merge })
            command.Add(option);
        selection.AddTo(command);
    }

    /// <exception cref="Model.ReleaseException">A word is none that there is.</exception>
    public ReleaseRequest Read(Composition composition, ParseResult parsed) => new()
    {
        Directory = parsed.GetValue(directory),
        IsJson = parsed.GetValue(json),
        Tag = parsed.GetValue(tag),
        Key = parsed.GetValue(key),
        Password = parsed.GetValue(password),
        AllowDirty = parsed.GetValue(dirty),
        Build = new BuildChoices(parsed.GetValue(jobs), parsed.GetValue(merge) is { } shards ? SharedOptions.Resolve(composition, shards) : null),
        Journal = parsed.GetValue(journal),
        AllPhases = parsed.GetValue(phases),
        IsDry = parsed.GetValue(dry),
        Until = parsed.GetValue(dry) ? ReleaseStage.Seal : ReleaseStages.Parse(parsed.GetValue(until)!),
        Selection = selection.Of(parsed),
    };
}

/// <summary>What a release was asked for.</summary>
internal sealed record ReleaseRequest
{
    public string? Directory { get; init; }

    public required bool IsJson { get; init; }

    public string? Tag { get; init; }

    public string? Key { get; init; }

    public string? Password { get; init; }

    public required bool AllowDirty { get; init; }

    public required BuildChoices Build { get; init; }

    public string? Journal { get; init; }

    /// <summary>Phase 2 too, instead of handing it over.</summary>
    public required bool AllPhases { get; init; }

    public required bool IsDry { get; init; }

    public required ReleaseStage Until { get; init; }

    public required Selection Selection { get; init; }
}
