using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;

namespace Drayage.Workflows.Fixing.Repairers.Scripts;

/// <summary>Installs build or twine above the first command of a job that needs it, for the same Python.</summary>
internal sealed class InstalledToolRepairer : Repairer
{
    public override string Rule => "python-tool-not-installed";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var job in target.Lint.Jobs)
        {
            var installed = new HashSet<string>(StringComparer.Ordinal);
            foreach (var step in job.Acts)
            {
                foreach (var call in step.Calls)
                {
                    var word = call.Command.Words[0];
                    var tool = call.Tool == "pyproject-build" ? "build" : call.Tool;
                    // One installation lasts for the job.
                    if (target.Find(Rule, step.Source, step.PlaceOf(word.Span)) is not { } finding || target.Edit(step.Source) is not { } file || !installed.Add(tool))
                        continue;
                    var python = word.Known is { } name && name.StartsWith("python", StringComparison.Ordinal) ? name : "python";
                    if (ScriptEdits.Of(file, step) is { } script && script.LinesOf(call.Command.Span) is { } lines
                        && script.InsertLineAbove(lines.Start, $"{python} -m pip install {tool}") is { IsEmpty: false } edits)
                        yield return new Repair(finding, file.Path, $"install {tool}", edits);
                }
            }
        }
    }
}
