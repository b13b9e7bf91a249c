using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Platform.Processes;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>Starts the toolchains of build steps and words their failures.</summary>
public sealed class StepProcesses(IProcessRunner runner, ProcessEnvironment environment)
{
    public string? Find(string program) => ToolLocator.Find(program, environment.Path);

    public async Task<(int ExitCode, string Output)> AskAsync(
        string program, ImmutableArray<string> arguments, string directory, CancellationToken cancellationToken)
    {
        var spec = new ProcessSpec { Program = program, Arguments = arguments, WorkingDirectory = directory, Capture = ProcessCapture.Both };
        return await runner.RunAsync(spec, sink: null, cancellationToken) is ProcessResult.Exited exited
            ? (exited.ExitCode, exited.OutputText)
            : (127, "");
    }

    /// <exception cref="ReleaseException">The command could not start or did not succeed.</exception>
    public async Task RunAsync(BuildStep step, ProcessSpec spec, Action<string> onLine, CancellationToken cancellationToken)
    {
        switch (await runner.RunAsync(spec, line => onLine(line.Text), cancellationToken))
        {
            case ProcessResult.Exited { Succeeded: true }:
                return;
            case ProcessResult.Exited exited:
                throw new ReleaseException(
                    ExitCode.Refused,
                    $"build step {step.Id} failed",
                    $"{spec.Program} ended with exit code {exited.ExitCode}; its last lines:\n{Tail(exited)}",
                    $"repeat it with: cd {CommandText.Quote(spec.WorkingDirectory)} && {CommandText.Render(spec)}\nthe whole log is {spec.LogFile}");
            case ProcessResult.NotStarted missing:
                throw MissingTool(step, spec.Program, missing.Detail);
        }
    }

    public static ReleaseException MissingTool(BuildStep step, string program, string detail) => new(
        ExitCode.Refused,
        $"build step {step.Id} needs {program}, which cannot be started",
        detail,
        step.Tools.FirstOrDefault(t => t.Program == program)?.Install);

    private static string Tail(ProcessResult.Exited exited) =>
        string.Join('\n', exited.Tail.Where(line => !string.IsNullOrWhiteSpace(line.Text)).TakeLast(20).Select(line => "  " + line.Text));
}
