using System.Collections.Immutable;

namespace Drayage.Pipeline.Installing;

/// <summary>How people get something from one channel. Steps under the same heading are shown together, in the order of the destinations.</summary>
public sealed record InstallStep
{
    /// <summary>What is had, and from where: <c>Python package from PyPI</c>. Plain text, without a full stop.</summary>
    public required string Heading { get; init; }

    /// <summary>What is downloaded by hand.</summary>
    public ImmutableArray<InstallFile> Files { get; init; } = [];

    /// <summary>Lines for a POSIX shell, ready to be copied.</summary>
    public ImmutableArray<string> Commands { get; init; } = [];

    /// <summary>A step of commands alone.</summary>
    public static InstallStep Of(string heading, params ImmutableArray<string> commands) => new() { Heading = heading, Commands = commands };
}

/// <summary>A file to download.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Platform">What it runs on; empty for anything.</param>
/// <param name="Location">Where it is fetched.</param>
public sealed record InstallFile(string Name, string Platform, Uri Location);
