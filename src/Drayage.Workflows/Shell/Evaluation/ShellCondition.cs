using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>Decides tests whose operands are all known.</summary>
internal static class ShellCondition
{
    /// <returns>Null when it cannot be told.</returns>
    public static bool? Decide(ImmutableArray<EvaluatedWord> words)
    {
        var name = words.Length > 0 ? words[0].Known : null;
        if (name is "true" or ":")
            return true;
        if (name == "false")
            return false;
        if (name is not ("[" or "[[" or "test"))
            return null;
        var operands = words[1..];
        if (operands is [.., { Known: "]" or "]]" }])
            operands = operands[..^1];
        return operands switch
        {
            [{ Known: "-z" }, { Known: { } text }] => text.Length == 0,
            [{ Known: "-n" }, { Known: { } text }] => text.Length > 0,
            [{ Known: { } left }, { Known: "=" or "==" }, { Known: { } right }] when IsPlain(right) => left == right,
            [{ Known: { } left }, { Known: "!=" }, { Known: { } right }] when IsPlain(right) => left != right,
            _ => null,
        };
    }

    // Behind `==` in double brackets stands a pattern.
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAny('*', '?', '[');
}
