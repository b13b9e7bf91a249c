using Drayage.Pipeline.Journaling;

namespace Drayage.Cli.Rendering;

/// <summary>Shows how far a release is.</summary>
internal static class StatusTable
{
    public static void Write(Terminal terminal, StatusDocument status, IReadOnlyList<JournalRecord> timeline)
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
            terminal.Output.WriteLine($"{consignment.Id}, {effect.Effect}: {effect.Message ?? $"conflict: {effect.Evidence}"}{(effect.Because is null ? "" : $" ({effect.Because})")}");
        foreach (var record in timeline)
            terminal.Output.WriteLine($"{record.Number,5}  {record.At:yyyy-MM-dd HH:mm:ss.fff}  {Text(record.Event)}");
        terminal.Output.WriteLine(status.Complete ? "complete" : "not complete; go on with: drayage resume");
    }

    private static string Text(JournalEvent happened) => happened switch
    {
        JournalEvent.Opened opened => $"opened for {opened.Waybill}",
        JournalEvent.OfEffect effect => $"{effect.GetType().Name.ToLowerInvariant(),-10} {effect.Consignment}: {effect.Effect}",
        _ => "",
    };
}
