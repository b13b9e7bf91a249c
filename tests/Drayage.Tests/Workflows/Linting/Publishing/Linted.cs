using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Markdown;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Tests.Workflows.Linting.Publishing;

/// <summary>What rules find in a text, one line each: <c>6 error push-without-login</c>.</summary>
internal static class Linted
{
    public static string Workflow(string text, params string[] rules) =>
        Of(WorkflowRepository.Of(".github/workflows/release.yml", text), rules);

    /// <summary>Steps of a job that runs on GitHub's Ubuntu, indented by six blanks. The first of them stands in line 1.</summary>
    public static string Steps(string steps, params string[] rules) => Job("runs-on: ubuntu-latest", steps, rules);

    /// <param name="head">One line with a key of the job, before its steps.</param>
    public static string Job(string head, string steps, params string[] rules)
    {
        var text = $"on: {{push: {{tags: ['v*']}}}}\npermissions: {{contents: write, packages: write}}\njobs:\n  release:\n    {head}\n    steps:\n{steps}\n";
        return Of(WorkflowRepository.Of(".github/workflows/release.yml", text), rules, lineOffset: 6);
    }

    public static string Guide(string text, params string[] rules)
    {
        var files = GuideReader.Read(new SourceFile("docs/guide.md", text));
        return string.Join("; ", files.Select(file => Of(new WorkflowRepository([file]), rules)).Where(found => found.Length > 0));
    }

    private static string Of(WorkflowRepository repository, string[] rules, int lineOffset = 0)
    {
        ImmutableArray<WorkflowFile> files = repository.Files;
        var findings = Linter.Lint(repository, files).Findings.Where(finding => rules.Length == 0 || rules.Contains(finding.Rule));
        return string.Join("; ", findings.Select(finding => $"{finding.Place.Line - lineOffset} {finding.Severity.ToString().ToLowerInvariant()} {finding.Rule}"));
    }
}
