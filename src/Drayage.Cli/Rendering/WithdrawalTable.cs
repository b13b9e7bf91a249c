using System.Collections.Immutable;
using Drayage.Cli.Runs.Withdrawing;
using Drayage.Pipeline.Publishing;

namespace Drayage.Cli.Rendering;

/// <summary>Shows what a withdrawal does, or did, and what it leaves to people.</summary>
internal static class WithdrawalTable
{
    public static void Write(Terminal terminal, WithdrawnRelease release, ImmutableArray<ConsignmentWithdrawal> withdrawals)
    {
        terminal.Output.WriteLine($"{release.Tag} of {release.Waybill.Waybill.Project}, waybill {release.Waybill.Digest}");
        var table = new ResultTable(new("consignment") { IsName = true }, new("status") { IsName = true }, "what");
        foreach (var withdrawal in withdrawals)
        {
            foreach (var (status, text) in Lines(withdrawal))
                table.AddRow(withdrawal.Consignment.Id, status, text);
        }

        table.Write(terminal);
    }

    /// <summary>Failures in the message grammar, and what people have to do.</summary>
    public static void WriteLeft(Terminal terminal, WithdrawnRelease release, ImmutableArray<ConsignmentWithdrawal> withdrawals)
    {
        foreach (var withdrawal in withdrawals.Where(withdrawal => withdrawal.Failure is not null))
            ErrorMessage.Write(terminal, withdrawal.Consignment, GoingOn(withdrawal.Failure!, release.Tag));
        foreach (var work in withdrawals.SelectMany(withdrawal => withdrawal.Plan.ByHand))
            terminal.Error.WriteLine($"left to you: {work.What}\n  {work.Where}");
    }

    /// <summary>Publishers name the command that goes on with a delivery; it refuses what was taken back.</summary>
    private static DeliveryException GoingOn(DeliveryException failed, string tag) =>
        new(failed.Failure, failed.Message, failed.Because, failed.Hint?.Replace("drayage resume", $"drayage withdraw {tag}", StringComparison.Ordinal), inner: failed);

    private static IEnumerable<(string Status, string Text)> Lines(ConsignmentWithdrawal withdrawal)
    {
        foreach (var step in withdrawal.Plan.Steps)
            yield return (step.IsDone ? "done" : withdrawal.Status is "by-hand" ? withdrawal.IsSent ? "withdrawn" : "planned" : withdrawal.Status, step.Text);
        foreach (var work in withdrawal.Plan.ByHand)
            yield return ("by hand", $"{work.What}: {work.Where}");
        foreach (var text in withdrawal.Plan.Stays)
            yield return ("stays", text);
        if (withdrawal is { Plan.Steps.IsEmpty: true, Failure: { } failure })
            yield return ("failed", failure.Message);
    }
}
