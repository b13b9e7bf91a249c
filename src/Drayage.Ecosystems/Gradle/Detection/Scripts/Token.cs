namespace Drayage.Ecosystems.Gradle.Detection.Scripts;

internal enum TokenKind
{
    /// <summary>A name, a keyword or a number; Kotlin's backticks are taken off.</summary>
    Name,

    /// <summary>A string, without its quotes and with its escapes read.</summary>
    String,

    /// <summary>One character of punctuation.</summary>
    Symbol,

    NewLine,
}

/// <summary>One token of a Groovy or Kotlin build script.</summary>
/// <param name="IsTemplate">Whether a string has <c>$name</c> or <c>${…}</c> in it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1; of a string its opening quote.</param>
internal sealed record Token(TokenKind Kind, string Text, bool IsTemplate, int Line, int Column)
{
    public bool Is(string text) => Kind is TokenKind.Name or TokenKind.Symbol && Text == text;

    public bool IsString => Kind == TokenKind.String;
}
