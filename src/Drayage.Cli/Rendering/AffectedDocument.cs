using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Pipeline.Affected;

namespace Drayage.Cli.Rendering;

/// <summary>The output of <c>drayage affected --json</c>.</summary>
internal sealed record AffectedDocument(
    ImmutableArray<string> Components, ImmutableArray<string> Filters, ImmutableArray<string> Uncovered, ImmutableArray<string> Changed)
{
    public static AffectedDocument Of(AffectedParts affected) =>
        new([.. affected.Components.Select(component => component.Text)], affected.Filters, affected.Uncovered, affected.Changed);

    /// <summary>Outputs of a workflow's step: each a JSON list on one line.</summary>
    public void WriteOutputs(Terminal terminal)
    {
        terminal.Output.WriteLine($"components={JsonSerializer.Serialize(Components, ReportJson.Default.ImmutableArrayString)}");
        terminal.Output.WriteLine($"filters={JsonSerializer.Serialize(Filters, ReportJson.Default.ImmutableArrayString)}");
    }
}
