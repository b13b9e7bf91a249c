using System.Text.RegularExpressions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;

namespace Drayage.Workflows.Fixing.Repairers.Scripts;

/// <summary>Has base64 write one line.</summary>
internal sealed partial class WrappedBase64Repairer : Repairer
{
    public override string Rule => "wrapped-base64";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var (step, job) in target.Acts)
        {
            // The base64 of macOS knows no -w, and does not wrap.
            if (job is not null && job.Job.RunsOn.Any(label => label.Value.StartsWith("macos", StringComparison.OrdinalIgnoreCase)))
                continue;
            foreach (var word in step.Calls.SelectMany(call => call.Arguments).DistinctBy(word => word.Span))
            {
                if (target.Find(Rule, step.Source, step.PlaceOf(word.Span)) is not { } finding || target.Edit(step.Source) is not { } file)
                    continue;
                var match = ProgramPattern().Match(word.Span.Of(step.Script!.Script.Text));
                if (match.Success && ScriptEdits.Of(file, step)?.Insert(word.Span.Start + match.Index + "base64".Length, " -w0") is { } edit)
                    yield return new Repair(finding, file.Path, "let base64 write one line: -w0", [edit]);
            }
        }
    }

    [GeneratedRegex(@"base64(?=\s*(\)|`))", RegexOptions.ExplicitCapture)]
    private static partial Regex ProgramPattern();
}
