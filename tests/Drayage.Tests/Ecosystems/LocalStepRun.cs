using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;
using Drayage.Testing;

namespace Drayage.Tests.Ecosystems;

/// <summary>Runs a step's commands one after the other, as they stand in the plan.</summary>
internal sealed class LocalStepRun(BuildStep step, string root, string output, long epoch = 1_700_000_000) : IStepRun
{
    public string Root => root;

    public string Out { get; } = Directory.CreateDirectory(output).FullName;

    public long Epoch => epoch;

    public async Task RunCommandsAsync(Func<PlannedCommand, PlannedCommand>? adapt, CancellationToken cancellationToken)
    {
        foreach (var command in step.Commands.Select(command => adapt?.Invoke(command) ?? command))
        {
            var peer = Peer.Require(command.Program).In(Path.Combine(root, command.WorkingDirectory)).With("SOURCE_DATE_EPOCH", epoch.ToString());
            foreach (var (name, value) in command.Environment)
                peer.With(name, value);
            (await peer.RunAsync([.. command.Arguments.Select(Expand)])).Succeeded();
        }
    }

    public string? FindProgram(string name) => name;

    public Task<(int ExitCode, string Output)> AskAsync(string program, ImmutableArray<string> arguments, CancellationToken cancellationToken) =>
        throw new NotSupportedException("no step under test asks its toolchain");

    public void Log(string line)
    {
    }

    private string Expand(string text) => text.Replace(PlannedCommand.Root, root).Replace(PlannedCommand.Out, Out);
}
