using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Syntax;

/// <summary>One word of a command, in the parts that the shell joins to it.</summary>
internal sealed record ShellWord
{
    public required ImmutableArray<ShellPart> Parts { get; init; }

    public required TextSpan Span { get; init; }

    /// <summary>The text without quotes, when nothing in it is expanded; otherwise null.</summary>
    public string? Constant => ShellPart.ConstantOf(Parts);

    /// <summary>Every part, those inside of quotes and of defaults included.</summary>
    public IEnumerable<ShellPart> AllParts => Parts.SelectMany(p => p.WithInner);
}
