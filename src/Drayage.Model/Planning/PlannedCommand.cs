using System.Collections.Immutable;

namespace Drayage.Model.Planning;

/// <summary>
/// One toolchain command. <c>${root}</c> stands for the repository, <c>${out}</c> for the step's own output directory;
/// both are replaced when the step runs, so that a plan reads the same on every machine.
/// </summary>
public sealed record PlannedCommand
{
    public const string Root = "${root}";
    public const string Out = "${out}";

    /// <summary>Name of the program, looked up on PATH.</summary>
    public required string Program { get; init; }

    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Repository-relative working directory; empty for the root.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Variables added to the process's environment. Never a secret.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
