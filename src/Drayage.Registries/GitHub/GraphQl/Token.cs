namespace Drayage.Registries.GitHub.GraphQl;

internal enum TokenKind
{
    Name,
    Number,
    Text,
    Mark,
    End,
}

/// <summary>A lexical token (GraphQL specification, section 2.1); a string's quotes and escapes are resolved.</summary>
internal sealed record Token(TokenKind Kind, string Value);
