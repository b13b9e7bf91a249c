using System.Collections.Immutable;

namespace Drayage.Formats.Templates.Syntax;

/// <summary>What <c>set</c> and <c>for</c> assign to.</summary>
internal abstract record AssignmentTarget(int Position)
{
    public sealed record Name(string Identifier, int Position) : AssignmentTarget(Position);

    /// <summary>Unpacks a sequence of the same length.</summary>
    public sealed record Tuple(ImmutableArray<AssignmentTarget> Items, int Position) : AssignmentTarget(Position);

    /// <summary>An attribute of a <c>namespace()</c>.</summary>
    public sealed record Attribute(string Namespace, string Key, int Position) : AssignmentTarget(Position);
}
