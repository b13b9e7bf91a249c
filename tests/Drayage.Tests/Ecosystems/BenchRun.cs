using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;
using Drayage.Platform.Processes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems;

/// <summary>A step's surroundings in a test: real processes, a failing command fails the test.</summary>
internal sealed class BenchRun(BuildStep step, string root, string output, long epoch) : IStepRun
{
    private readonly List<string> log = [];

    public string Root => root;

    public string Out => output;

    public long Epoch => epoch;

    public IReadOnlyList<string> Lines => log;

    public async Task RunCommandsAsync(Func<PlannedCommand, PlannedCommand>? adapt, CancellationToken cancellationToken)
    {
        foreach (var planned in step.Commands)
        {
            var command = adapt is null ? planned : adapt(planned);
            var variables = command.Environment.Select(pair => KeyValuePair.Create(pair.Key, (string?)Expand(pair.Value)));
            if (step.UsesEpoch)
                variables = variables.Append(KeyValuePair.Create("SOURCE_DATE_EPOCH", (string?)epoch.ToString()));
            var spec = new ProcessSpec
            {
                Program = Expand(command.Program),
                Arguments = [.. command.Arguments.Select(Expand)],
                WorkingDirectory = Path.Combine(root, command.WorkingDirectory),
            }.WithEnvironment(variables);
            var result = await TestProcesses.Runner.RunAsync(spec, line => Log(line.Text), cancellationToken);
            Assert.True(result is ProcessResult.Exited { Succeeded: true }, $"{spec.Program} {string.Join(' ', spec.Arguments)}\n{result}\n{string.Join('\n', log)}");
        }
    }

    public string? FindProgram(string name) => ToolLocator.Find(name, TestProcesses.Environment.Path);

    public async Task<(int ExitCode, string Output)> AskAsync(string program, ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        var spec = new ProcessSpec { Program = program, Arguments = arguments, WorkingDirectory = root, Capture = ProcessCapture.Both };
        return await TestProcesses.Runner.RunAsync(spec, sink: null, cancellationToken) is ProcessResult.Exited exited ? (exited.ExitCode, exited.OutputText) : (127, "");
    }

    public void Log(string line) => log.Add(line);

    public string Expand(string text) => text.Replace(PlannedCommand.Root, root).Replace(PlannedCommand.Out, output);
}
