using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Pipeline.Planning;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Checking;

/// <summary>The tags that a release needs are free, or name this very commit.</summary>
internal sealed class TagCheck(Composition composition) : ICheck
{
    public string Name => "tag";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Git.IsShallow)
            return new CheckOutcome.Bad("the clone is shallow: tags may be missing", "fetch the rest: git fetch --unshallow --tags (fetch-depth: 0 with actions/checkout)");
        var request = await ProjectLoader.RequestAsync(subject.Project, PlanChoices.Now, cancellationToken);
        var survey = VersionSurvey.Of(request, composition.Ecosystems);
        var states = survey.Lines.Select(line => StateOf(line, request)).ToImmutableArray();
        var evidence = string.Join(", ", states.Select(state => state.Text));
        if (states.IsEmpty)
            return new CheckOutcome.NotApplicable("no component states a version");
        return states.FirstOrDefault(state => state.Hint is not null) is { } taken
            ? new CheckOutcome.Bad(evidence, taken.Hint)
            : new CheckOutcome.Good(evidence);
    }

    private static TagState StateOf(VersionLine line, PlanRequest request)
    {
        var tag = line.Tags.Format(line.Version);
        var commit = request.Tags.FirstOrDefault(existing => existing.Name == tag)?.Commit;
        if (line.IsFromTags)
            return new TagState(commit == request.Source.Commit ? $"{tag} names this commit" : $"no tag of {line.Name} names this commit: {line.Version.Text}", Hint: null);
        return commit switch
        {
            null => new TagState($"{tag} is free", Hint: null),
            _ when commit == request.Source.Commit => new TagState($"{tag} names this commit", Hint: null),
            _ => new TagState($"{tag} names commit {commit[..12]}, not this one", $"choose the next version: drayage version bump patch{(line.Members.Length == 1 ? $" --only {line.Members[0].Id}" : "")}"),
        };
    }

    private sealed record TagState(string Text, string? Hint);
}
