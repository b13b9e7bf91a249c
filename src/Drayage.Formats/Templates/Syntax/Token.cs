namespace Drayage.Formats.Templates.Syntax;

/// <param name="Text">As written; without quotes and with escapes resolved for texts.</param>
internal sealed record Token(TokenKind Kind, string Text, int Position)
{
    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    public bool IsOperator(string symbol) => Kind == TokenKind.Operator && Text == symbol;

    /// <summary>What stands there, for messages.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.Data => "text",
        TokenKind.OutputBegin => "'{{'",
        TokenKind.OutputEnd => "'}}'",
        TokenKind.BlockBegin => "'{%'",
        TokenKind.BlockEnd => "'%}'",
        TokenKind.Text => $"the text '{Text}'",
        _ => $"'{Text}'",
    };
}
