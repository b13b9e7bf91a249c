namespace Drayage.Workflows.Linting.Reports;

/// <summary>Findings as commands to the GitHub runner, which shows them beside the lines of a pull request.</summary>
public static class GitHubAnnotations
{
    public static void Write(TextWriter output, LintReport report)
    {
        foreach (var finding in report.Findings)
        {
            var (line, column) = finding.Source.Text.Length == 0 ? (1, 1) : (finding.Place.Line, finding.Place.Column);
            var text = string.Join('\n', new[] { finding.Message, Part("because", finding.Because), Part("hint", finding.Hint) }.OfType<string>());
            output.WriteLine($"::{Command(finding.Severity)} file={Property(finding.Source.Path)},line={line},col={column},title={Property(finding.Rule)}::{Data(text)}");
        }
    }

    private static string? Part(string name, string? text) => text is null ? null : $"{name}: {text}";

    private static string Command(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
