using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>Programs that only run another one.</summary>
internal static class CommandWrappers
{
    /// <summary>The command inside, or null when the tool is no wrapper.</summary>
    public static (ImmutableArray<EvaluatedWord> Words, bool BringsTool)? Unwrap(string tool, ImmutableArray<EvaluatedWord> words) => tool switch
    {
        "sudo" => (Skip(words, 1, "-u", "-g", "-h", "-p", "--user", "--group"), false),
        "env" => (SkipAssignments(Skip(words, 1, "-u", "--unset", "-C")), false),
        "time" or "nohup" or "exec" or "command" or "builtin" or "retry" or "stdbuf" or "xvfb-run" => (Skip(words, 1, "-n", "-t", "-d"), false),
        "nice" => (Skip(words, 1, "-n"), false),
        "timeout" => (Drop(Skip(words, 1, "-k", "-s", "--kill-after", "--signal"), 1), false),
        "xargs" => (Skip(words, 1, "-n", "-P", "-I", "-L", "-d", "-a", "-s"), false),
        "python" or "python3" or "py" => Module(words),
        "uvx" or "npx" or "bunx" => (Skip(words, 1, "--from", "--with", "-p", "--python", "--package"), true),
        "uv" => Uv(words),
        "pipx" when Is(words, 1, "run") => (Skip(words, 2, "--spec", "--python"), true),
        "poetry" or "pdm" or "hatch" or "rye" or "pipenv" when Is(words, 1, "run") => (Skip(words, 2), false),
        "pnpm" when Is(words, 1, "dlx") || Is(words, 1, "exec") => (Skip(words, 2), true),
        "npm" when Is(words, 1, "exec") => (Skip(words, 2), true),
        "yarn" when Is(words, 1, "dlx") => (Skip(words, 2), true),
        _ when tool.StartsWith("python3.", StringComparison.Ordinal) => Module(words),
        _ => null,
    };

    private static (ImmutableArray<EvaluatedWord>, bool)? Module(ImmutableArray<EvaluatedWord> words)
    {
        var at = 1;
        while (at < words.Length && words[at].Known is { Length: > 1 } flag && flag[0] == '-' && flag is not ("-m" or "-c"))
            at += flag is "-W" or "-X" ? 2 : 1;
        return Is(words, at, "-m") && at + 1 < words.Length ? (words[(at + 1)..], false) : null;
    }

    private static (ImmutableArray<EvaluatedWord>, bool)? Uv(ImmutableArray<EvaluatedWord> words)
    {
        if (Is(words, 1, "tool") && Is(words, 2, "run"))
            return (Skip(words, 3, "--from", "--with", "--python", "-p"), true);
        if (!Is(words, 1, "run"))
            return null;
        var inner = Skip(words, 2, "--with", "--python", "-p", "--group", "--extra", "--package", "--project", "--directory");
        return (inner, words.Any(w => w.Known is "--with"));
    }

    private static bool Is(ImmutableArray<EvaluatedWord> words, int index, string text) => index < words.Length && words[index].Known == text;

    private static ImmutableArray<EvaluatedWord> Drop(ImmutableArray<EvaluatedWord> words, int count) =>
        words.Length > count ? words[count..] : [];

    private static ImmutableArray<EvaluatedWord> SkipAssignments(ImmutableArray<EvaluatedWord> words)
    {
        var at = 0;
        while (at < words.Length && words[at].Text.KnownStart.Contains('=', StringComparison.Ordinal))
            at++;
        return words[at..];
    }

    private static ImmutableArray<EvaluatedWord> Skip(ImmutableArray<EvaluatedWord> words, int from, params ReadOnlySpan<string> valued)
    {
        var at = from;
        while (at < words.Length && words[at].Text.KnownStart is { Length: > 1 } flag && flag[0] == '-')
        {
            at += valued.Contains(flag) ? 2 : 1;
            if (flag == "--")
                break;
        }
        return at < words.Length ? words[at..] : [];
    }
}
