using Drayage.Cli.Projects;
using Drayage.Cli.Runs.Changelogs;
using Drayage.Pipeline.Changelogs;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Checking;

/// <summary>The change log tells of the versions that are to be released.</summary>
internal sealed class ChangelogCheck(Composition composition) : ICheck
{
    public string Name => "changelog";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        var project = subject.Project;
        var survey = VersionSurvey.Of(await ProjectLoader.RequestAsync(project, PlanChoices.Now, cancellationToken), composition.Ecosystems);
        // A version that only tags know is known too late for a file of the same commit.
        var expected = survey.Lines.Where(line => !line.IsFromTags && !(line.Version.IsPreRelease && project.Settings.Changelog.FoldsPreReleases)).ToArray();
        var files = expected.Select(line => (Line: line, Path: ChangelogPlace.Of(project.Settings, line.Members is [{ OwnVersion: not null } own] ? own : null, directory => project.Tree.Below(directory).Any())))
            .Where(file => project.Tree.Contains(file.Path))
            .ToArray();
        if (files.Length == 0)
            return new CheckOutcome.NotApplicable(expected.Length == 0 ? "no version that a change log would tell of" : "the repository has no change log");
        foreach (var (line, path) in files)
        {
            if (!ChangelogFile.Tells(project.Tree.ReadText(path), line.Version.Text))
            {
                return new CheckOutcome.Bad(
                    $"{path} has no section of {line.Version.Text}",
                    $"write it, or let the commits tell: drayage changelog --write{(line.Members is [{ OwnVersion: not null } own] ? $" --only {own.Id}" : "")}");
            }
        }

        return new CheckOutcome.Good(string.Join(", ", files.Select(file => $"{file.Path} tells of {file.Line.Version.Text}")));
    }
}
