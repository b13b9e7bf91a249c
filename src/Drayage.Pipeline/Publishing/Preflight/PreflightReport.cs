using System.Collections.Immutable;

namespace Drayage.Pipeline.Publishing.Preflight;

/// <summary>What could be learnt of a destination before anything is sent.</summary>
public sealed record PreflightReport(ImmutableArray<PreflightFinding> Findings)
{
    public PreflightReport(params IEnumerable<PreflightFinding> findings)
        : this(findings.ToImmutableArray())
    {
    }

    /// <summary>False when sending is known to fail.</summary>
    public bool IsReady => Findings.All(finding => finding.Verdict != PreflightVerdict.Refused);

    public PreflightReport With(params IEnumerable<PreflightFinding> further) => new(Findings.AddRange(further));
}
