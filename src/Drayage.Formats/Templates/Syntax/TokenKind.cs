namespace Drayage.Formats.Templates.Syntax;

internal enum TokenKind
{
    /// <summary>Text outside tags.</summary>
    Data,
    OutputBegin,
    OutputEnd,
    BlockBegin,
    BlockEnd,
    Name,
    Text,
    Integer,
    Float,
    Operator,
    End,
}
