using System.Collections.Immutable;
using System.Text;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Gathers the parts of a word, joining neighbouring literal characters.</summary>
internal sealed class PartList
{
    private readonly ImmutableArray<ShellPart>.Builder parts = ImmutableArray.CreateBuilder<ShellPart>();
    private readonly StringBuilder literal = new();
    private int literalStart;
    private int literalEnd;

    public bool IsEmpty => parts.Count == 0 && literal.Length == 0;

    /// <summary>Whether the last thing added is this one character.</summary>
    public char LastLiteral => literal.Length > 0 ? literal[^1] : '\0';

    public void Add(char character, int start, int end)
    {
        if (literal.Length == 0)
            literalStart = start;
        literal.Append(character);
        literalEnd = end;
    }

    public void Add(ShellPart part)
    {
        Flush();
        parts.Add(part);
    }

    public ImmutableArray<ShellPart> Finish()
    {
        Flush();
        return parts.DrainToImmutable();
    }

    private void Flush()
    {
        if (literal.Length == 0)
            return;
        parts.Add(new ShellPart.Literal(literal.ToString()) { Span = new TextSpan(literalStart, literalEnd) });
        literal.Clear();
    }
}
