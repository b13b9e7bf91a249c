using System.Collections.Immutable;
using Drayage.Cli.Commands;
using Drayage.Model;

namespace Drayage.Cli.Rendering;

/// <summary>Tells what was recognised: the likeliest cause in full, others in a line.</summary>
internal static class ExplanationText
{
    public static void Write(Composition composition, ImmutableArray<Explained> explained)
    {
        var terminal = composition.Terminal;
        if (explained.IsEmpty)
        {
            terminal.Error.WriteLine("no known failure was recognised");
            return;
        }

        var first = explained[0];
        terminal.Output.WriteLine($"{first.Failure.Title} ({first.Failure.Id})");
        if (first.Finding is { } finding)
            terminal.Output.WriteLine($"  {finding.Source}:{finding.Line}: {composition.Redactor.Redact(finding.Excerpt)}{(finding.Count > 1 ? $" ({Counted.Of(finding.Count, "line")} like it)" : "")}");
        terminal.Output.WriteLine($"\nwhat: {first.Failure.What}\nwhy:  {first.Failure.Why}");
        foreach (var remedy in first.Failure.Remedies)
            terminal.Output.WriteLine($"do:   {remedy}");
        terminal.Output.WriteLine($"page: {first.Failure.Page}");
        foreach (var other in explained.Skip(1))
            terminal.Output.WriteLine($"also: {other.Failure.Title} ({other.Failure.Id}){(other.Finding is { } at ? $", {at.Source}:{at.Line}" : "")}");
    }
}
