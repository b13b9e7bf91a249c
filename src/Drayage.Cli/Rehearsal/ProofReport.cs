using System.Collections.Immutable;
using System.Text;
using Drayage.Cli.Rendering;
using Drayage.Pipeline.Layout;

namespace Drayage.Cli.Rehearsal;

/// <summary>Prints what each client saw, and leaves it in the rehearsal's report.</summary>
internal static class ProofReport
{
    public static async Task WriteAsync(Terminal terminal, WorkLayout layout, ImmutableArray<Proof> proofs, bool json, CancellationToken cancellationToken)
    {
        var table = new ResultTable(new("client") { IsName = true }, new("fetched"), new("result") { IsName = true }, "saw");
        var markdown = new StringBuilder("\n### What real clients saw\n\n| client | fetched | result | saw |\n|---|---|---|---|\n");
        foreach (var proof in proofs)
        {
            var outcome = proof.Outcome.ToString().ToLowerInvariant();
            table.AddRow(proof.Client, proof.Subject, outcome, proof.Saw);
            markdown.Append($"| {proof.Client} | {proof.Subject} | {outcome} | {proof.Saw.Replace("|", "\\|").Replace('\n', ' ')} |\n");
        }

        // With --json one document stands on stdout, and nothing else.
        if (!json)
            table.Write(terminal);
        var failed = proofs.Count(p => p.Outcome == ProofOutcome.Failed);
        var skipped = proofs.Count(p => p.Outcome == ProofOutcome.Skipped);
        (json ? terminal.Error : terminal.Output).WriteLine($"real clients: {proofs.Length - failed - skipped} held, {failed} failed, {skipped} skipped");
        await File.AppendAllTextAsync(layout.ReportMarkdown, markdown.ToString(), cancellationToken);
    }
}
