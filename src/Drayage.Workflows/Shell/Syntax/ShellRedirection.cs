namespace Drayage.Workflows.Shell.Syntax;

/// <summary>A redirection. A heredoc's text stands in <see cref="Heredoc"/>.</summary>
internal sealed record ShellRedirection
{
    /// <summary><c>&lt;</c>, <c>&gt;</c>, <c>&gt;&gt;</c>, <c>&gt;|</c>, <c>&lt;&amp;</c>, <c>&gt;&amp;</c>, <c>&amp;&gt;</c>, <c>&amp;&gt;&gt;</c>,
    /// <c>&lt;&gt;</c>, <c>&lt;&lt;</c>, <c>&lt;&lt;-</c> or <c>&lt;&lt;&lt;</c>.</summary>
    public required string Operator { get; init; }

    /// <summary>The number before the operator, or null.</summary>
    public required int? Descriptor { get; init; }

    public required ShellWord Target { get; init; }

    public required TextSpan Span { get; init; }

    public ShellHeredoc? Heredoc { get; init; }
}
