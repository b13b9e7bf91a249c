using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Platform.Processes;

namespace Drayage.Platform.Git;

/// <summary>Runs git in one directory, the same way every time.</summary>
internal sealed class GitCommand(IProcessRunner runner, string directory)
{
    private static readonly ImmutableSortedDictionary<string, string?> Surroundings =
        ImmutableSortedDictionary.CreateRange<string, string?>(StringComparer.Ordinal,
        [
            new("GIT_OPTIONAL_LOCKS", "0"),
            new("GIT_TERMINAL_PROMPT", "0"),
            new("LC_ALL", "C"),
            // Into a pipe git would write each record of a history on its own.
            new("GIT_FLUSH", "0"),
            // Set while a hook runs: they would point past the directory that was asked for.
            new("GIT_DIR", null),
            new("GIT_WORK_TREE", null),
            new("GIT_INDEX_FILE", null),
            new("GIT_PREFIX", null),
        ]);

    /// <summary>Runs git to its end, whatever its exit code.</summary>
    /// <exception cref="ReleaseException">Git is not there, or it refuses the directory for its owner.</exception>
    public async Task<ProcessResult.Exited> TryAsync(
        IEnumerable<string> arguments, CancellationToken cancellationToken, ReadOnlyMemory<byte>? input = null)
    {
        var spec = new ProcessSpec
        {
            Program = "git",
            Arguments = [.. arguments],
            WorkingDirectory = directory,
            Environment = Surroundings,
            Capture = ProcessCapture.Both,
            StandardInput = input,
        };
        var result = await runner.RunAsync(spec, sink: null, cancellationToken);
        if (result is ProcessResult.NotStarted { Failure: StartFailure.DirectoryNotFound })
            throw new ReleaseException(ExitCode.Usage, $"{directory} cannot be read", "there is no such directory");
        var exited = result.RequireStarted("install git (https://git-scm.com/downloads) and put it on PATH");
        if (!exited.Succeeded)
            RefuseForeignOwner(exited.ErrorText);
        return exited;
    }

    /// <summary>Runs git, which must succeed.</summary>
    /// <param name="purpose">What git was needed for: completes <c>could not …</c>.</param>
    public async Task<ProcessResult.Exited> RunAsync(
        string purpose, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var exited = await TryAsync(arguments, cancellationToken);
        exited.RequireSuccess($"git could not {purpose} in {directory}");
        return exited;
    }

    private void RefuseForeignOwner(string error)
    {
        const string mark = "detected dubious ownership in repository at '";
        var start = error.IndexOf(mark, StringComparison.Ordinal);
        if (start < 0)
            return;
        var path = error[(start + mark.Length)..].Split('\'')[0];
        throw new ReleaseException(
            ExitCode.Refused,
            $"git refuses to read {directory}",
            $"the repository {path} belongs to another user than the one running this command (git's safe.directory check)",
            $"trust it with: git config --global --add safe.directory {CommandText.Quote(path)}");
    }
}
