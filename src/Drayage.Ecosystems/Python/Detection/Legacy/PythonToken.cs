using Drayage.Model;

namespace Drayage.Ecosystems.Python.Detection.Legacy;

/// <summary>A token of Python source. The text of a string is without prefix and quotes; its place is where the text begins.</summary>
internal readonly record struct PythonToken(PythonTokenKind Kind, string Text, SourceLocation At)
{
    public bool IsSign(string sign) => Kind == PythonTokenKind.Sign && Text == sign;

    public bool IsName(string name) => Kind == PythonTokenKind.Name && Text == name;
}

internal enum PythonTokenKind
{
    Name,

    /// <summary>A string whose value is its spelling: no format fields, no escapes.</summary>
    String,

    /// <summary>A string whose value depends on more than its spelling.</summary>
    ComputedString,
    Sign,
    Number,
}
