using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Linting.Suppressing;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting;

/// <summary>Applies every rule to the files of a repository.</summary>
public static class Linter
{
    /// <param name="repository">All that is known of the repository, to follow what files use of each other.</param>
    /// <param name="files">The files to report on.</param>
    public static LintReport Lint(WorkflowRepository repository, ImmutableArray<WorkflowFile> files)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var suppressed = ImmutableArray.CreateBuilder<(Finding, string?)>();
        var suppressions = new SuppressionLedger();
        // One mistake in an action can be seen from every workflow that uses it.
        var found = files
            .Select(file => new LintTarget(repository, file))
            .SelectMany(target => RuleCatalog.All.Where(rule => rule.ReadsFragments || !target.File.IsFragment).SelectMany(rule => rule.Check(target)))
            .DistinctBy(finding => (finding.Rule, finding.Source.Path, finding.Place.Start, finding.Message));
        foreach (var finding in found)
        {
            if (suppressions.Find(finding) is { } by)
                suppressed.Add((finding, by.Reason));
            else
                findings.Add(finding);
        }

        findings.AddRange(files.SelectMany(file => suppressions.Complaints(file.Source)));
        return new LintReport { Findings = [.. findings.Order(FindingOrder.Instance)], Suppressed = suppressed.ToImmutable(), FileCount = files.Length };
    }
}
