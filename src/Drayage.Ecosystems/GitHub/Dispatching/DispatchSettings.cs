using System.Collections.Immutable;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub.Dispatching;

/// <summary>A destination of kind <c>github-dispatch</c>.</summary>
public sealed record DispatchSettings : AnnouncementSettings
{
    internal const string OfKind = "github-dispatch";
    internal const int LongestEventType = 100;
    internal const int MostInputs = 25;

    private static readonly Setting<RepositorySlug> RepositorySetting = Settings.Parsed(
        "repository", "owner/name of the repository whose workflows are started. Default: the project's repository.", RepositorySlug.Parse);

    private static readonly Setting<SecretReference> TokenSetting = Settings.Parsed(
        "token", "Token with Contents: write for repository_dispatch, Actions: write for workflow_dispatch: env:NAME or file:PATH. Default: env:GITHUB_TOKEN.", SecretReference.Parse);

    private static readonly Setting<string> EventTypeSetting = Settings.Parsed(
        "event-type", $"Event type of repository_dispatch, at most {LongestEventType} characters. Default: the type of the event.", ParseEventType);

    private static readonly Setting<string> WorkflowSetting = Settings.Parsed(
        "workflow", "File name of one workflow, started by workflow_dispatch instead of repository_dispatch.", ParseWorkflow);

    private static readonly Setting<string> RefSetting = Settings.Text("ref", "Branch or tag that the workflow is taken from. Default: the release's tag.");

    private static readonly Setting<ImmutableSortedDictionary<string, string>> InputsSetting = Settings.Map(
        "inputs", $"Inputs of the workflow, at most {MostInputs}, and what of the event each is given: {string.Join(", ", DispatchInputs.Words)}. Default: event: event, which is the whole event as JSON.");

    /// <summary>Null for the project's own repository.</summary>
    public RepositorySlug? Repository { get; init; }

    /// <inheritdoc cref="GitHubSettings.Api"/>
    public required Uri Api { get; init; }

    public required SecretReference Token { get; init; }

    /// <summary>Null for the type of each event.</summary>
    public string? EventType { get; init; }

    /// <summary>Null for repository_dispatch.</summary>
    public string? Workflow { get; init; }

    /// <summary>Null for the release's tag.</summary>
    public string? Ref { get; init; }

    /// <summary>Name of an input to a word of <see cref="DispatchInputs.Words"/>.</summary>
    public required ImmutableSortedDictionary<string, string> Inputs { get; init; }

    internal static SettingsSection Section { get; } = new(
        $"destination of kind {OfKind}",
        "Starts GitHub workflows, also with the token of a workflow, which no other event of such a token does.",
        [EventsSetting, RepositorySetting, GitHubSection.Api, TokenSetting, EventTypeSetting, WorkflowSetting, RefSetting, InputsSetting]);

    internal static DispatchSettings Read(SectionReader reader, string id)
    {
        foreach (var alone in new Setting[] { RefSetting, InputsSetting }.Where(setting => reader.Has(setting) && !reader.Has(WorkflowSetting)))
            reader.Problems.Add($"'{alone.Key}' is for a workflow, and none is named", reader.LocationOf(alone), "add 'workflow', or take it out");
        if (reader.Has(WorkflowSetting) && reader.Has(EventTypeSetting))
            reader.Problems.Add("'event-type' is for repository_dispatch, and 'workflow' asks for workflow_dispatch", reader.LocationOf(EventTypeSetting), "take one of them out");
        var inputs = reader.Get(InputsSetting) ?? ImmutableSortedDictionary<string, string>.Empty.Add(DispatchInputs.Event, DispatchInputs.Event);
        foreach (var (name, word) in inputs.Where(input => !DispatchInputs.Words.Contains(input.Value)))
            reader.Problems.Add($"input '{name}' asks for '{word}', which no event has", reader.LocationOf(InputsSetting), $"it can be {string.Join(", ", DispatchInputs.Words)}");
        if (inputs.Count > MostInputs)
            reader.Problems.Add($"{inputs.Count} inputs are more than the {MostInputs} that GitHub takes", reader.LocationOf(InputsSetting));
        return new DispatchSettings
        {
            Id = id,
            Kind = OfKind,
            At = reader.At,
            Events = ReadEvents(reader),
            Repository = reader.Get(RepositorySetting),
            Api = reader.Get(GitHubSection.Api) ?? GitHubSection.DefaultApi,
            Token = reader.Get(TokenSetting) ?? new SecretReference.Variable("GITHUB_TOKEN"),
            EventType = reader.Get(EventTypeSetting),
            Workflow = reader.Get(WorkflowSetting),
            Ref = reader.Get(RefSetting),
            Inputs = inputs,
        };
    }

    private static string ParseEventType(string text) => text.Length is > 0 and <= LongestEventType
        ? text
        : throw new FormatException($"an event type has 1 to {LongestEventType} characters, and this has {text.Length}");

    private static string ParseWorkflow(string text) => text.Length > 0 && !text.Contains('/')
        ? text
        : throw new FormatException($"'{text}' is no workflow; write the file's name without its directory, such as release.yml");
}
