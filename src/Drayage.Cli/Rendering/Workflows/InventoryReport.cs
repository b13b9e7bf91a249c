using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Workflows.Inventories;

namespace Drayage.Cli.Rendering.Workflows;

/// <summary>What workflows publish, as a table or as JSON.</summary>
internal static class InventoryReport
{
    public static void Write(Terminal terminal, ImmutableArray<InventoryItem> items, string? tag, bool json)
    {
        if (json)
        {
            var document = new InventoryDocument(tag, [.. items.Select(item => new InventoryItemDocument(
                item.Kind, item.Name, item.Workflow, item.Job, item.Leg.Length == 0 ? null : item.Leg, item.IsCertain, item.Source.Path, item.Place.Line))]);
            terminal.Output.WriteLine(JsonSerializer.Serialize(document, WorkflowJson.Readable.InventoryDocument));
            return;
        }

        if (items.IsEmpty)
        {
            terminal.Output.WriteLine(tag is null ? "the workflows publish nothing that is recognised" : $"the tag {tag} publishes nothing that is recognised");
            return;
        }

        var table = new ResultTable("kind", new ResultColumn("what") { IsName = true }, "job", new ResultColumn("where") { IsSparable = true });
        foreach (var item in items)
            table.AddRow(item.IsCertain ? item.Kind : $"{item.Kind}?", item.Name, item.Leg.Length == 0 ? item.Job : $"{item.Job} ({item.Leg})", $"{item.Source.Path}:{item.Place.Line}");
        table.Write(terminal);
        if (items.Any(item => !item.IsCertain))
            terminal.Output.WriteLine("?: only where a condition holds that a run decides");
    }
}

/// <summary>The output of <c>drayage workflow inventory --json</c>.</summary>
internal sealed record InventoryDocument(string? Tag, ImmutableArray<InventoryItemDocument> Items);

/// <summary>One thing that is published.</summary>
/// <param name="Kind">image, index, artifact, python, crates, npm, nuget, helm, release, asset, tag or http.</param>
/// <param name="Name">What only a run tells stands in it as it is written.</param>
/// <param name="Workflow">The workflow that the event starts.</param>
/// <param name="Certain">False where a condition may skip it that only a run decides.</param>
internal sealed record InventoryItemDocument(string Kind, string Name, string Workflow, string Job, string? Leg, bool Certain, string File, int Line);
