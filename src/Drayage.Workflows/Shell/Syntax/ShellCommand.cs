using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Syntax;

/// <summary>One command: simple, compound, or several joined by operators.</summary>
internal abstract record ShellCommand
{
    private ShellCommand()
    {
    }

    public required TextSpan Span { get; init; }

    /// <summary>Words, with the assignments before them. Without words it only assigns.</summary>
    public sealed record Simple : ShellCommand
    {
        public required ImmutableArray<ShellAssignment> Assignments { get; init; }

        public required ImmutableArray<ShellWord> Words { get; init; }

        public required ImmutableArray<ShellRedirection> Redirections { get; init; }
    }

    /// <summary>Two or more commands, each reading what the one before writes; or one that is negated by <c>!</c>.</summary>
    public sealed record Pipeline : ShellCommand
    {
        public required ImmutableArray<ShellCommand> Commands { get; init; }

        public required bool Negated { get; init; }
    }

    /// <summary><c>a &amp;&amp; b || c</c>.</summary>
    public sealed record Chain : ShellCommand
    {
        public required ShellCommand First { get; init; }

        public required ImmutableArray<ShellLink> Links { get; init; }
    }

    /// <summary>A subshell, a group, an if, a loop, a case or a function.</summary>
    public sealed record Compound : ShellCommand
    {
        public required CompoundKind Kind { get; init; }

        /// <summary>The variable of a for loop or the name of a function; otherwise empty.</summary>
        public required string Name { get; init; }

        /// <summary>What a for loop goes through, or the one word that a case looks at.</summary>
        public required ImmutableArray<ShellWord> Words { get; init; }

        public required ImmutableArray<ShellClause> Clauses { get; init; }

        public required ImmutableArray<ShellRedirection> Redirections { get; init; }
    }
}
