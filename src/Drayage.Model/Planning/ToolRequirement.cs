using System.Collections.Immutable;

namespace Drayage.Model.Planning;

/// <summary>A program that a step needs, and how to ask its version.</summary>
/// <param name="Program">Name on PATH.</param>
/// <param name="VersionArguments">Arguments that print the version, such as <c>--version</c>.</param>
/// <param name="Install">How a user gets it, for the hint when it is missing.</param>
public sealed record ToolRequirement(string Program, ImmutableArray<string> VersionArguments, string Install)
{
    /// <summary>What decides the version beside the program's file. While all of it stays the same, so does the version.</summary>
    public ImmutableArray<ToolSelector> DecidedBy { get; init; } = [];
}
