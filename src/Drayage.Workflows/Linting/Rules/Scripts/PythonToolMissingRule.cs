using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Scripts;

/// <summary>A job runs build or twine and never installs it.</summary>
internal sealed class PythonToolMissingRule : LintRule
{
    public override string Id => "python-tool-not-installed";

    public override Severity Severity => Severity.Error;

    public override string Title => "a job runs build or twine and never installs it";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var job in target.Jobs.Where(job => job.IsHosted))
        {
            var installed = new InstalledTools();
            foreach (var step in job.Acts)
            {
                foreach (var command in step.Script?.Commands ?? [])
                {
                    if (CommandCall.Of(command) is not { } call)
                    {
                        installed.SeeUnknown(command);
                        continue;
                    }
                    if (ToolOf(call) is { } tool && !installed.MayHave(tool))
                        yield return Of(step, call, tool);
                    installed.See(call);
                }
                installed.See(step.Traced);
            }
        }
    }

    private Finding Of(StepActs step, CommandCall call, string tool) => Found(
        step.Source,
        step.PlaceOf(call.Command.Words[0].Span),
        $"'{tool}' is not installed when this runs",
        "GitHub's runners do not bring it along, and no step of the job before this one installs anything that could",
        $"python -m pip install {tool}");

    private static string? ToolOf(CommandCall call) => call switch
    {
        { BringsTool: true } => null,
        { Tool: "twine" } => "twine",
        { Tool: "pyproject-build" } => "build",
        // `python -m build`; a program that is called build is another one.
        { Tool: "build" } when call.Command.Name is { } name && name.StartsWith("python", StringComparison.Ordinal) => "build",
        _ => null,
    };
}
