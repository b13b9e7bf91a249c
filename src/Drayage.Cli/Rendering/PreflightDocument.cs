using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Runs.Preflight;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Cli.Rendering;

/// <summary>The output of <c>drayage preflight --json</c>.</summary>
internal sealed record PreflightDocument(bool Ready, ImmutableArray<PreflightConsignmentDocument> Consignments, ImmutableArray<HostFindingDocument> Hosts)
{
    public static string Write(PreflightOutcome outcome) => JsonSerializer.Serialize(Of(outcome), ReportJson.Readable.PreflightDocument);

    private static PreflightDocument Of(PreflightOutcome outcome) => new(
        outcome.IsReady,
        [.. outcome.Consignments.Select(asked => new PreflightConsignmentDocument(
            asked.Consignment.Id, asked.Consignment.Destination, asked.Consignment.Address, asked.Consignment.Version, asked.Report.IsReady,
            [.. asked.Report.Findings.Select(finding => new FindingDocument(Word(finding.Subject), Word(finding.Verdict), finding.Text))]))],
        [.. outcome.Hosts.Select(host => new HostFindingDocument(host.Host, Word(host.Finding.Subject), Word(host.Finding.Verdict), host.Finding.Text))]);

    public static string Word(PreflightSubject subject) => subject switch
    {
        PreflightSubject.Reach => "reach",
        PreflightSubject.Credential => "credential",
        PreflightSubject.Permission => "permission",
        PreflightSubject.Version => "version",
        PreflightSubject.Content => "content",
        PreflightSubject.Limit => "limit",
        _ => "clock",
    };

    public static string Word(PreflightVerdict verdict) => verdict switch
    {
        PreflightVerdict.Good => "good",
        PreflightVerdict.Doubtful => "doubtful",
        PreflightVerdict.Unknown => "unknown",
        _ => "refused",
    };
}

/// <param name="Ready">False when sending is known to fail.</param>
internal sealed record PreflightConsignmentDocument(
    string Id, string Destination, string Address, string Version, bool Ready, ImmutableArray<FindingDocument> Findings);

internal sealed record FindingDocument(string Subject, string Verdict, string Text);

internal sealed record HostFindingDocument(string Host, string Subject, string Verdict, string Text);
