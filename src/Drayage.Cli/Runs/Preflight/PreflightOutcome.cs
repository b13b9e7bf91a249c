using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Cli.Runs.Preflight;

/// <summary>What the destinations of a plan said.</summary>
internal sealed record PreflightOutcome(ImmutableArray<AskedConsignment> Consignments, ImmutableArray<HostFinding> Hosts)
{
    public bool IsReady => Consignments.All(asked => asked.Report.IsReady);

    /// <exception cref="ReleaseException">A destination is known to refuse.</exception>
    public void RefuseUnready()
    {
        var refused = Consignments.Where(asked => !asked.Report.IsReady).ToArray();
        if (refused.Length == 0)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"{string.Join(", ", refused.Select(r => r.Consignment.Destination).Distinct())} would refuse this release; nothing was built or sent",
            string.Join('\n', refused.SelectMany(r => r.Report.Findings.Where(f => f.Verdict == PreflightVerdict.Refused).Select(f => $"{r.Consignment.Id}: {f.Text}"))),
            "mend this and run the command again");
    }
}

/// <summary>A consignment and what its destination said of it.</summary>
internal sealed record AskedConsignment(PlannedConsignment Consignment, PreflightReport Report);

/// <summary>What the answers of a host showed besides.</summary>
/// <param name="Host">Name and port.</param>
internal sealed record HostFinding(string Host, PreflightFinding Finding);
