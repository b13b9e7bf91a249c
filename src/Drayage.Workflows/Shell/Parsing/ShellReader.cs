using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>
/// Reads a script as it stands in a <c>run:</c> block, in time that grows with its length. Never throws: whatever the text is, a
/// script comes out.
/// </summary>
internal static class ShellReader
{
    public static ShellScript Read(string text, ShellDialect dialect = ShellDialect.Posix)
    {
        if (dialect == ShellDialect.PowerShell)
            return PowerShellReader.Read(text);
        var cursor = new ShellCursor(text);
        var commands = dialect == ShellDialect.Foreign ? [] : new CommandParser(cursor).ParseAll();
        return new ShellScript
        {
            Text = text,
            Dialect = dialect,
            Commands = commands,
            Comments = [.. cursor.Comments],
            BrokenContinuations = [.. cursor.Broken],
            Problems = [.. cursor.Problems],
        };
    }
}
