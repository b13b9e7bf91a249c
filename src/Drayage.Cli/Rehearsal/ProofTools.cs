using System.Collections.Immutable;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;

namespace Drayage.Cli.Rehearsal;

/// <summary>What proofs work with: a scratch directory of their own, and the clients.</summary>
internal sealed class ProofTools(IProcessRunner processes, string scratch, RehearsalSite site, string socket)
{
    public RehearsalSite Site => site;

    public string Socket => socket;

    public string Scratch(string name)
    {
        var directory = Path.Combine(scratch, name.Replace('/', '-'));
        Directory.CreateDirectory(directory);
        return directory;
    }

    /// <summary>Runs a client; what it printed tells what it saw.</summary>
    public async Task<ClientRun> RunAsync(
        string program, ImmutableArray<string> arguments, string directory, IEnumerable<KeyValuePair<string, string?>> environment, CancellationToken cancellationToken)
    {
        var spec = new ProcessSpec { Program = program, Arguments = arguments, WorkingDirectory = directory, Capture = ProcessCapture.Both }.WithEnvironment(environment);
        return await processes.RunAsync(spec, sink: null, cancellationToken) switch
        {
            ProcessResult.Exited exited => new ClientRun(exited.Succeeded, exited.OutputText.Trim(), LastLine(exited.ErrorText), exited.ErrorText),
            ProcessResult.NotStarted missing => new ClientRun(Succeeded: false, "", missing.Detail, missing.Detail),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
    }

    private static string LastLine(string text) => text.Trim().Split('\n') is [.., var last] ? last.Trim() : "";
}

/// <summary>How a client's run ended.</summary>
/// <param name="Error">The last line that it wrote on stderr, which most often tells what is wrong.</param>
/// <param name="Errors">All that it wrote there.</param>
internal sealed record ClientRun(bool Succeeded, string Output, string Error, string Errors);
