using System.Collections.Immutable;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Processes;

/// <summary>A program to run, with an argument array: no shell takes part.</summary>
public sealed record ProcessSpec
{
    /// <summary>A bare name looked up on PATH, or a path.</summary>
    public required string Program { get; init; }

    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Absolute path of the directory to run in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Changes to the inherited environment; a null value removes the variable.</summary>
    public ImmutableSortedDictionary<string, string?> Environment { get; init; } =
        ImmutableSortedDictionary<string, string?>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Variables whose values are secret. They are never rendered and are redacted from every line.</summary>
    public ImmutableSortedDictionary<string, Secret> SecretEnvironment { get; init; } =
        ImmutableSortedDictionary<string, Secret>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Bytes for standard input. Without them the program sees an empty input, never the terminal.</summary>
    public ReadOnlyMemory<byte>? StandardInput { get; init; }

    /// <summary>Which streams are kept in memory, byte for byte.</summary>
    public ProcessCapture Capture { get; init; } = ProcessCapture.None;

    /// <summary>A file to which the command line, every line of both streams and the exit code are appended.</summary>
    public string? LogFile { get; init; }

    /// <summary>Sets variables of the child, replacing earlier changes of the same names.</summary>
    public ProcessSpec WithEnvironment(params IEnumerable<KeyValuePair<string, string?>> changes) =>
        this with { Environment = Environment.SetItems(changes) };
}
