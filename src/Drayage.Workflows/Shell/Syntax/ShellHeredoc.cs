using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Syntax;

/// <summary>The text between the line of <c>&lt;&lt;WORD</c> and the line that is WORD.</summary>
internal sealed class ShellHeredoc
{
    public required string Delimiter { get; init; }

    /// <summary>A quoted delimiter: the shell expands nothing in the text.</summary>
    public required bool Quoted { get; init; }

    /// <summary><c>&lt;&lt;-</c>: tabs at the beginnings of lines do not count.</summary>
    public required bool StripsTabs { get; init; }

    /// <summary>Literals, variables, substitutions and expressions; set when the lines below have been read.</summary>
    public ImmutableArray<ShellPart> Parts { get; internal set; } = [];

    public TextSpan Span { get; internal set; }
}
