using System.Collections.Immutable;

namespace Drayage.Workflows.Linting;

/// <summary>What linting a set of files came to.</summary>
public sealed record LintReport
{
    /// <summary>By file, line and column.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Findings that comments suppress, with the reason where one is given.</summary>
    public required ImmutableArray<(Finding Finding, string? Reason)> Suppressed { get; init; }

    public required int FileCount { get; init; }

    public static LintReport Join(IEnumerable<LintReport> reports)
    {
        var all = reports.ToArray();
        return new LintReport
        {
            Findings = [.. all.SelectMany(report => report.Findings).Order(FindingOrder.Instance)],
            Suppressed = [.. all.SelectMany(report => report.Suppressed)],
            FileCount = all.Sum(report => report.FileCount),
        };
    }

    /// <param name="least">Findings that weigh less are left out.</param>
    /// <param name="rules">Ids of the rules to keep; empty for all.</param>
    public LintReport Only(Severity least, ImmutableHashSet<string> rules) => this with
    {
        Findings = [.. Findings.Where(finding => finding.Severity >= least && (rules.IsEmpty || rules.Contains(finding.Rule)))],
    };

    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);

    /// <summary>Whether a finding weighs as much or more.</summary>
    public bool Reaches(Severity severity) => Findings.Any(finding => finding.Severity >= severity);
}
