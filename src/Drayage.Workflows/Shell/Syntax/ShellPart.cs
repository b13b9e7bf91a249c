using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Syntax;

/// <summary>A stretch of a word that is quoted or expanded in one way.</summary>
internal abstract record ShellPart
{
    private ShellPart()
    {
    }

    public required TextSpan Span { get; init; }

    /// <summary>This part and those inside of it; commands of substitutions are not entered.</summary>
    public virtual IEnumerable<ShellPart> WithInner => [this];

    /// <summary>The parts' text, when all of them are literal; otherwise null.</summary>
    public static string? ConstantOf(ImmutableArray<ShellPart> parts)
    {
        var pieces = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var piece = parts[i] switch
            {
                Literal literal => literal.Text,
                Quoted quoted => ConstantOf(quoted.Parts),
                _ => null,
            };
            if (piece is null)
                return null;
            pieces[i] = piece;
        }
        return string.Concat(pieces);
    }

    /// <summary>Text as the command receives it: escapes are resolved.</summary>
    public sealed record Literal(string Text) : ShellPart;

    public sealed record Quoted : ShellPart
    {
        public required QuoteStyle Style { get; init; }

        public required ImmutableArray<ShellPart> Parts { get; init; }

        public override IEnumerable<ShellPart> WithInner => Parts.SelectMany(p => p.WithInner).Prepend(this);
    }

    /// <summary><c>$NAME</c> or <c>${NAME…}</c>.</summary>
    public sealed record Variable : ShellPart
    {
        public required string Name { get; init; }

        /// <summary>What follows the name: <c>:-</c>, <c>##</c>, <c>,,</c>, <c>[@]</c>, <c>/</c>; a <c>#</c> or <c>!</c> before it as <c>pre#</c> and
        /// <c>pre!</c>; otherwise empty.</summary>
        public required string Operator { get; init; }

        public required ImmutableArray<ShellPart> Argument { get; init; }

        public override IEnumerable<ShellPart> WithInner => Argument.SelectMany(p => p.WithInner).Prepend(this);
    }

    /// <summary><c>$(…)</c>, <c>`…`</c>, and <c>&lt;(…)</c> or <c>&gt;(…)</c>.</summary>
    public sealed record Substitution : ShellPart
    {
        public required ImmutableArray<ShellCommand> Commands { get; init; }

        /// <summary>A file name that stands for the output, not the output itself.</summary>
        public required bool AsFile { get; init; }
    }

    /// <summary><c>$((…))</c>.</summary>
    public sealed record Arithmetic : ShellPart;

    /// <summary><c>${{ … }}</c>: replaced before the shell sees the text, wherever it stands.</summary>
    /// <param name="Text">What stands between the braces, trimmed.</param>
    public sealed record Expression(string Text) : ShellPart;
}
