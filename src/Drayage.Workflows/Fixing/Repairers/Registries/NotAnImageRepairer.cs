using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>Pushes packages as an artifact, with oras, where crane was to push them as an image.</summary>
internal sealed class NotAnImageRepairer : Repairer
{
    public override string Rule => "not-an-image";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var found in target.FoundActs(Rule))
        {
            // The command alone: options of crane mean nothing to oras.
            if (found.Script is not { } script || found.Publish.Command is not { } command || command.Words is not [{ Known: "crane" } tool, { Known: "push" }, var file, var reference])
                continue;
            var edits = new[]
            {
                script.Replace(tool.Span, "oras"),
                script.Replace(file.Span, reference.Span.Of(script.Script)),
                script.Replace(reference.Span, file.Span.Of(script.Script)),
            };
            if (!edits.Contains(null) && Setup(found) is { } setup)
                yield return found.Repair("push the files as an artifact, with oras", [.. edits.Select(edit => edit!.Value), .. setup]);
        }
    }

    // GitHub's runners bring neither crane nor oras.
    private static ImmutableArray<TextEdit>? Setup(FoundAct found)
    {
        var step = found.Step.Traced.Step;
        if (found.Job is not { } job || step.Node.Entries.Any(entry => entry.Key.Place.Length == 0))
            return [];
        if (job.Job.Steps.Any(other => other.Uses?.Is("oras-project/setup-oras") == true) || (job.Job.RunsOn.Length > 0 && !job.IsHosted))
            return [];
        return StepEdits.InsertBefore(found.File, job.Job.Steps, step, [NewEntry.Text("uses", "oras-project/setup-oras@v1")]) is { } edit ? [edit] : null;
    }
}
