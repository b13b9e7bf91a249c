using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Syntax;

/// <summary>A script as it was understood. Any text has one: what is no shell is read as words, and noted in <see cref="Problems"/>.</summary>
internal sealed record ShellScript
{
    /// <summary>The text that every <see cref="TextSpan"/> below speaks of.</summary>
    public required string Text { get; init; }

    public required ShellDialect Dialect { get; init; }

    public required ImmutableArray<ShellCommand> Commands { get; init; }

    /// <summary>Each from its <c>#</c> to the end of its line, in order.</summary>
    public required ImmutableArray<TextSpan> Comments { get; init; }

    public required ImmutableArray<BrokenContinuation> BrokenContinuations { get; init; }

    public required ImmutableArray<ShellProblem> Problems { get; init; }
}
