using Drayage.Cli.Runs.Preflight;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Cli.Rendering;

/// <summary>Shows what is known of the destinations before a release.</summary>
internal static class PreflightTable
{
    public static void Write(Terminal terminal, PreflightOutcome outcome)
    {
        var table = new ResultTable(new("consignment") { IsName = true }, new("about") { IsName = true }, new("is") { IsName = true }, "because");
        foreach (var (consignment, finding) in outcome.Consignments.SelectMany(asked => asked.Report.Findings.Select(finding => (asked.Consignment, finding))))
            AddRow(table, consignment.Id, finding);
        foreach (var host in outcome.Hosts)
            AddRow(table, host.Host, host.Finding);
        table.Write(terminal);
        var refusing = outcome.Consignments.Where(asked => !asked.Report.IsReady).Select(asked => asked.Consignment.Destination).Distinct().ToArray();
        terminal.Output.WriteLine(refusing.Length == 0 ? "nothing is known that would stop this release" : $"{string.Join(", ", refusing)} would refuse this release");
    }

    /// <summary>What is more than good, as one line each, for a release that goes on.</summary>
    public static void WriteLines(Terminal terminal, PreflightOutcome outcome)
    {
        foreach (var asked in outcome.Consignments)
        {
            foreach (var finding in asked.Report.Findings)
                terminal.Error.WriteLine($"preflight  {asked.Consignment.Id}: {finding.Text}");
        }

        foreach (var host in outcome.Hosts.Where(host => host.Finding.Verdict == PreflightVerdict.Doubtful))
            terminal.Error.WriteLine($"preflight  {host.Host}: {host.Finding.Text}");
    }

    private static void AddRow(ResultTable table, string name, PreflightFinding finding) =>
        table.AddRow(name, PreflightDocument.Word(finding.Subject), PreflightDocument.Word(finding.Verdict), finding.Text);
}
