using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Syntax;

/// <summary><c>NAME=value</c>, <c>NAME+=value</c> or <c>NAME=(a b)</c>.</summary>
internal sealed record ShellAssignment
{
    public required string Name { get; init; }

    public required TextSpan Span { get; init; }

    public required bool Appends { get; init; }

    /// <summary>The value; null for an array.</summary>
    public required ShellWord? Value { get; init; }

    /// <summary>The elements of an array; default for a plain value.</summary>
    public required ImmutableArray<ShellWord> Elements { get; init; }

    /// <summary>True for <c>NAME[i]=value</c>, whose array is not known afterwards.</summary>
    public bool Indexed { get; init; }
}
