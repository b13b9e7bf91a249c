using Drayage.Model;
using Drayage.Pipeline.Journaling.Timelines;

namespace Drayage.Cli.Rendering.Status;

/// <summary>Shows how far a release is.</summary>
internal static class StatusTable
{
    public static void Write(Terminal terminal, StatusDocument status, Timeline? timeline, string? resume = null)
    {
        terminal.Output.WriteLine($"{status.Project}, release {status.Release}");
        var table = new ResultTable(
            new("consignment") { IsName = true }, "to", new("version") { IsName = true, IsSparable = true }, new("status") { IsName = true }, new("effects") { IsName = true });
        foreach (var consignment in status.Consignments)
        {
            table.AddRow(
                consignment.Id,
                consignment.Address,
                consignment.Version,
                consignment.Status,
                $"{consignment.Effects.Count(e => e.Status == "delivered")} of {consignment.Effects.Length}");
        }

        table.Write(terminal);
        foreach (var (consignment, effect) in status.Consignments.SelectMany(c => c.Effects.Where(e => e.Message is not null || e.Status == "conflict").Select(e => (c, e))))
            terminal.Output.WriteLine($"{(consignment.Notice ? "warning: " : "")}{consignment.Id}, {effect.Effect}: {effect.Message ?? $"conflict: {effect.Evidence}"}{(effect.Because is null ? "" : $" ({effect.Because})")}");
        if (timeline is not null)
            TimelineText.Write(terminal.Output, timeline);
        if (status.Holder is { } holder)
            terminal.Output.WriteLine($"held by {holder.Runner} with token {holder.Token}; its lease lasts until {holder.Until.UtcDateTime:HH:mm:ss} UTC unless it is renewed");
        var handedOver = status.Consignments.Count(c => c.Status == ConsignmentStatus.HandedOver);
        var complete = handedOver == 0 ? "complete" : $"phase 1 is complete; {Counted.Of(handedOver, "consignment")} of phase 2 handed over";
        var untold = status.Consignments.Where(c => c.Notice && c.Effects.Any(e => e.Status is "failed" or "conflict" or "in-doubt" or "sent")).Select(c => c.Id).ToArray();
        if (status.Complete && untold.Length > 0)
            terminal.Output.WriteLine($"not told: {string.Join(", ", untold)}; tell it with: {resume ?? "drayage resume"}");
        terminal.Output.WriteLine(status.Complete ? complete : $"not complete; go on with: {resume ?? "drayage resume"}");
    }
}
