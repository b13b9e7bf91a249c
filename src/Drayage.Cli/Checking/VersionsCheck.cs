using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Checking;

/// <summary>All files that state a version, lock files among them, agree.</summary>
internal sealed class VersionsCheck(Composition composition) : ICheck
{
    public string Name => "versions";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        var project = subject.Project;
        var survey = VersionSurvey.Of(await ProjectLoader.RequestAsync(project, PlanChoices.Now, cancellationToken), composition.Ecosystems);
        var problems = VersionCheck.Of(survey, survey.Lines);
        if (problems is [var first, ..])
            return new CheckOutcome.Bad($"{first.Message}; {first.Because}{(problems.Length > 1 ? $"; and {problems.Length - 1} more (drayage version check)" : "")}", first.Hint);
        return survey.Lines.IsEmpty
            ? new CheckOutcome.NotApplicable("no component states a version")
            : new CheckOutcome.Good($"{Counted.Of(survey.Lines.Sum(line => line.Places.Length), "place")} agree: {string.Join(", ", survey.Lines.Select(line => $"{line.Name} {line.Version.Text}"))}");
    }
}
