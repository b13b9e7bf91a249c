using System.Text;
using Drayage.Workflows.Shell.Evaluation;
using Drayage.Workflows.Shell.Parsing;
using Drayage.Workflows.Shell.Syntax;
using Xunit;

namespace Drayage.Tests.Workflows.Shell;

public sealed class ShellReaderPropertyTests
{
    private const string Alphabet = "ab $\"'`\\\n\t\r;&|<>(){}[]#!=-*?@~^%,:+.0/\0é";

    private static readonly string[] Tokens =
    [
        "if", "then", "fi", "elif", "else", "for", "in", "do", "done", "while", "case", "esac", ";;", "function", "{", "}", "((", "))", "$(", "${",
        "${{", "}}", "<<EOF\n", "\nEOF\n", "[[", "]]", "x=(", "f()", "\\\n", "\\ #", "'", "\"", "`", "echo", "$x", "\n", " ", ";", "&&", "||", "|", ")",
    ];

    private const string Script = """
        set -euo pipefail
        tags=(-t "ghcr.io/acme/app:${VERSION}" \
          -t acme/app:$(git describe | tr A-Z a-z))
        for arch in amd64 arm64; do
          if [[ "$arch" == amd64 && -n "${X:-}" ]]; then docker buildx build "${tags[@]}" --push . || true; fi
        done
        case "$x" in a|b) cat <<'E' >> "$GITHUB_ENV" ;; *) (( n++ )) ;; esac
        N=${{ github.ref }}
        E
        push() { docker push "$1" 2>&1 | tee log; }
        push "x:$((1 + 2))"
        """;

    [Fact]
    public void No_text_is_too_odd()
    {
        var random = new Random(7);
        for (var run = 0; run < 4000; run++)
            ReadAndRun(Letters(random, random.Next(60)));
        for (var run = 0; run < 4000; run++)
            ReadAndRun(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Tokens[random.Next(Tokens.Length)] + (random.Next(3) == 0 ? " " : ""))));
        for (var run = 0; run < 2000; run++)
            ReadAndRun(Mutate(random));
    }

    [Fact]
    public void Every_beginning_of_a_script_is_read()
    {
        for (var length = 0; length <= Script.Length; length++)
            ReadAndRun(Script[..length]);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("((")]
    [InlineData("$(")]
    [InlineData("${x:-")]
    [InlineData("\"$(")]
    [InlineData("`")]
    [InlineData("f() ")]
    [InlineData("function f ")]
    [InlineData("if ")]
    [InlineData("for x in a; do ")]
    [InlineData("case x in a) ")]
    [InlineData("{ ")]
    [InlineData("${{ '")]
    [InlineData("<<A ")]
    [InlineData("x=(")]
    [InlineData("\\ ")]
    [InlineData("\\\n")]
    [InlineData("a=$a$a\n")]
    [InlineData("A=(\"${A[@]}\" \"${A[@]}\" x)\n")]
    [InlineData("for i in a b c d e f g h; do x=$x; ")]
    [InlineData("))")]
    [InlineData("@(")]
    [InlineData("if a; then x=1; fi\n")]
    public void Repetition_costs_no_more_than_its_length(string unit)
    {
        var text = new StringBuilder().Insert(0, unit, 60_000 / unit.Length).ToString();

        ReadAndRun(text);
        ShellReader.Read(text, ShellDialect.PowerShell);
    }

    private static void ReadAndRun(string text)
    {
        var script = ShellReader.Read(text);
        foreach (var command in script.Commands)
            Assert.InRange(command.Span.Start, 0, command.Span.End);
        foreach (var span in script.Comments.Concat(script.BrokenContinuations.Select(b => b.Span)).Concat(script.Problems.Select(p => p.Span)))
            Assert.True(span.Start >= 0 && span.End <= text.Length && span.Start <= span.End, $"{span} of {text.Length}");
        ShellEvaluator.Evaluate(script, ShellEnvironment.Bare);
        ShellReader.Read(text, ShellDialect.PowerShell);
    }

    private static string Letters(Random random, int length) =>
        string.Create(length, random, (span, r) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = Alphabet[r.Next(Alphabet.Length)];
        });

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Script);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                default:
                    text.Insert(at, Tokens[random.Next(Tokens.Length)]);
                    break;
            }
        }
        return text.ToString();
    }
}
