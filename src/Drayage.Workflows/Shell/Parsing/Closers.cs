namespace Drayage.Workflows.Shell.Parsing;

/// <summary>What may end a list of commands.</summary>
[Flags]
internal enum Closers
{
    None = 0,
    Parenthesis = 1,
    Brace = 2,
    Then = 4,
    Else = 8,
    Fi = 16,
    Do = 32,
    Done = 64,
    Branch = 128,
    Esac = 256,
}
