using Drayage.Model;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Resolution;

namespace Drayage.Cli.Checking;

/// <summary>The workflows hold no error.</summary>
internal sealed class WorkflowsCheck : ICheck
{
    public string Name => "workflows";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(subject.Root, ".github", "workflows")))
            return new CheckOutcome.NotApplicable("the repository has no .github/workflows");
        var chosen = await ChosenFiles.ReadAsync(subject.Root, [], cancellationToken);
        var report = LintReport.Join(chosen.Select(files => Linter.Lint(files.Repository, files.Chosen)));
        return report.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } first
            ? new CheckOutcome.Bad(
                $"{Counted.Of(report.Count(Severity.Error), "error")}; the first: {first.Source.Path}:{first.Place.Line}:{first.Place.Column}: {first.Message}",
                "see all of it: drayage workflow lint --min-severity error")
            : new CheckOutcome.Good($"no error in {Counted.Of(report.FileCount, "file")}");
    }
}
