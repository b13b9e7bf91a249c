using Drayage.Cli.Projects;
using Drayage.Pipeline.Building.Execution;

namespace Drayage.Cli.Checking;

/// <summary>This machine has every toolchain that the build asks for.</summary>
internal sealed class ToolchainsCheck(Composition composition) : ICheck
{
    public string Name => "toolchains";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        var plan = await new ProjectLoader(composition).PlanAsync(subject.Project, PlanChoices.All, cancellationToken);
        var processes = new StepProcesses(composition.Processes, composition.Environment);
        var versions = await new Toolchains(processes, composition.Environment, subject.Root, composition.ToolVersions).FindAsync(plan.Builds, cancellationToken);
        return versions.IsEmpty
            ? new CheckOutcome.NotApplicable("nothing is built here")
            : new CheckOutcome.Good(string.Join(", ", versions.OrderBy(tool => tool.Key, StringComparer.Ordinal).Select(tool => Told(tool.Key, tool.Value))));
    }

    // "cargo 1.90.0 (840b83a10 2025-07-30)", "go version go1.25.1 linux/amd64", "10.0.100"
    private static string Told(string program, string answer) =>
        answer.Split('\n')[0].Trim() is var line && line.Contains(program, StringComparison.OrdinalIgnoreCase) ? line : $"{program} {line}";
}
