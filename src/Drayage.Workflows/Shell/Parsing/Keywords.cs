using System.Collections.Frozen;

namespace Drayage.Workflows.Shell.Parsing;

/// <summary>Reserved words, where a command may begin.</summary>
internal static class Keywords
{
    private const int Longest = 8;

    private static readonly FrozenDictionary<string, Closers> Closing = new Dictionary<string, Closers>
    {
        ["}"] = Closers.Brace,
        ["then"] = Closers.Then,
        ["else"] = Closers.Else,
        ["elif"] = Closers.Else,
        ["fi"] = Closers.Fi,
        ["do"] = Closers.Do,
        ["done"] = Closers.Done,
        ["esac"] = Closers.Esac,
    }.ToFrozenDictionary();

    /// <summary>The unquoted word that begins here, when it can be a reserved one; otherwise empty.</summary>
    public static string At(ShellCursor cursor)
    {
        var length = 0;
        while (length <= Longest && !EndsKeyword(cursor, length))
            length++;
        return length > Longest ? "" : cursor.Text.Substring(cursor.At, length);
    }

    public static Closers CloserAt(ShellCursor cursor) =>
        cursor.Follows(";;") || cursor.Follows(";&")
            ? Closers.Branch
            : Closing.GetValueOrDefault(At(cursor), Closers.None);

    /// <summary>Steps over a reserved word, when it stands here.</summary>
    public static bool Take(ShellCursor cursor, string keyword)
    {
        if (At(cursor) != keyword)
            return false;
        cursor.At += keyword.Length;
        return true;
    }

    private static bool EndsKeyword(ShellCursor cursor, int ahead)
    {
        var c = cursor.Peek(ahead);
        return cursor.At + ahead >= cursor.Limit || WordParser.EndsWord(c) || c == '\r' && cursor.Peek(ahead + 1) == '\n';
    }
}
