namespace Drayage.Workflows.Expressions;

internal enum TokenKind
{
    End,
    Name,
    Text,
    Number,
    Symbol,
}

/// <param name="Value">Name, decoded text, or symbol.</param>
internal readonly record struct ExpressionToken(TokenKind Kind, string Value, double Number, int Start, int End);
