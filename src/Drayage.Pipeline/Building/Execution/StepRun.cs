using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Platform.Processes;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>The surroundings that a builder sees while its step runs.</summary>
internal sealed class StepRun(
    BuildStep step, string root, string output, long epoch, string logFile, StepProcesses processes, Action<string> onLine) : IStepRun
{
    public string Root => root;

    public string Out => output;

    public long Epoch => epoch;

    public async Task RunCommandsAsync(Func<PlannedCommand, PlannedCommand>? adapt, CancellationToken cancellationToken)
    {
        foreach (var command in step.Commands)
            await processes.RunAsync(step, Concrete(adapt is null ? command : adapt(command)), onLine, cancellationToken);
    }

    public string? FindProgram(string name) => processes.Find(name);

    public Task<(int ExitCode, string Output)> AskAsync(string program, ImmutableArray<string> arguments, CancellationToken cancellationToken) =>
        processes.AskAsync(program, arguments, root, cancellationToken);

    public void Log(string line)
    {
        File.AppendAllText(logFile, line + "\n");
        onLine(line);
    }

    private ProcessSpec Concrete(PlannedCommand command)
    {
        var variables = command.Environment.Select(e => KeyValuePair.Create(e.Key, (string?)Expand(e.Value)));
        if (step.UsesEpoch)
            variables = variables.Append(KeyValuePair.Create("SOURCE_DATE_EPOCH", (string?)epoch.ToString()));
        return new ProcessSpec
        {
            Program = Expand(command.Program),
            Arguments = [.. command.Arguments.Select(Expand)],
            WorkingDirectory = Path.Combine(root, command.WorkingDirectory),
            LogFile = logFile,
        }.WithEnvironment(variables);
    }

    private string Expand(string text) => OutputCollector.Expand(text, root, output);
}
