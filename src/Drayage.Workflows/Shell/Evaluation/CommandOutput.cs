using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>What commands print whose output follows from their arguments.</summary>
internal static class CommandOutput
{
    /// <returns>Null when it cannot be told.</returns>
    public static ShellText? Of(ImmutableArray<EvaluatedWord> words, ShellText? input) => words[0].Known switch
    {
        "echo" => Echo(words[1..]),
        "printf" => Printf(words[1..]),
        "cat" when words.Length == 1 => input,
        "tr" when Lowers(words) => input?.ToLowercase(),
        "tr" when words is [_, { Known: "-d" }, { Known: "\\n" or "\n" or "\"" or "'" }] => input,
        "awk" or "sed" when Lowers(words) => input?.ToLowercase(),
        "xargs" when words.Length == 1 => input,
        "jq" => JqTags.Of(words[1..], input),
        _ => null,
    };

    /// <summary>Whether the command makes what it reads lowercase.</summary>
    public static bool Lowers(ImmutableArray<EvaluatedWord> words) => words[0].Known switch
    {
        "tr" => words is [_, { Known: "A-Z" or "[:upper:]" or "[A-Z]" }, { Known: "a-z" or "[:lower:]" or "[a-z]" }],
        "awk" => words.Any(w => w.Text.Contains("tolower(")),
        "sed" => words.Any(w => w.Text.Contains("\\L") || w.Text.Contains("y/ABCDEFGHIJKLMNOPQRSTUVWXYZ/")),
        _ => false,
    };

    private static ShellText Echo(ImmutableArray<EvaluatedWord> words)
    {
        while (words is [{ Known: "-n" or "-e" or "-ne" or "-en" or "-E" }, ..])
            words = words[1..];
        return Spaced(words);
    }

    private static ShellText? Printf(ImmutableArray<EvaluatedWord> words)
    {
        if (words is [{ Known: "--" }, ..])
            words = words[1..];
        if (words is [{ Known: "%s" or "%s\\n" or "%s\n" }, var only])
            return only.Text;
        return words is [{ Known: { } format }] && !format.AsSpan().ContainsAny('%', '\\') ? ShellText.Of(format) : null;
    }

    private static ShellText Spaced(ImmutableArray<EvaluatedWord> words) =>
        ShellText.Join(words.SelectMany((w, i) => i == 0 ? w.Text.Pieces : w.Text.Pieces.Insert(0, new TextPiece.Known(" "))));
}
