using System.Collections.Immutable;
using Drayage.Model.Planning;

namespace Drayage.Pipeline.Building;

/// <summary>The surroundings of one running build step.</summary>
public interface IStepRun
{
    /// <summary>Absolute path of the repository.</summary>
    string Root { get; }

    /// <summary>Absolute path of the step's own output directory, empty at the start.</summary>
    string Out { get; }

    /// <summary>SOURCE_DATE_EPOCH, seconds since 1970.</summary>
    long Epoch { get; }

    /// <summary>
    /// Runs the step's commands in order with <c>${root}</c> and <c>${out}</c> replaced, output teed to the step's log.
    /// A non-zero exit ends the step with the log's last lines and the command to repeat.
    /// </summary>
    /// <param name="adapt">Last changes that depend on the machine, such as which python has the build backend; null for none.</param>
    Task RunCommandsAsync(Func<PlannedCommand, PlannedCommand>? adapt, CancellationToken cancellationToken);

    /// <summary>Absolute path of a program on PATH, or null.</summary>
    string? FindProgram(string name);

    /// <summary>Runs a small question to the toolchain (which backend is importable) and returns its exit code and standard output.</summary>
    Task<(int ExitCode, string Output)> AskAsync(string program, ImmutableArray<string> arguments, CancellationToken cancellationToken);

    /// <summary>Adds a line to the step's log.</summary>
    void Log(string line);
}
