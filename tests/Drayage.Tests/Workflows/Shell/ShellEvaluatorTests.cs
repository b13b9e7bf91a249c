using Drayage.Workflows.Shell.Evaluation;
using Drayage.Workflows.Shell.Parsing;
using Drayage.Workflows.Shell.Syntax;
using Xunit;

namespace Drayage.Tests.Workflows.Shell;

public sealed class ShellEvaluatorTests
{
    [Theory]
    [InlineData("V=1; run a:$V", "run a:1")]
    [InlineData("V=1; run 'a:$V'", "run a:$V")]
    [InlineData("T=\"-t a -t b\"; run $T \"$T\"", "run -t a -t b -t a -t b")]
    [InlineData("A=(-t 'a b'); A+=(-t c); run \"${A[@]}\" x", "run -t a b -t c x")]
    [InlineData("A=(b c); run a\"${A[@]}\"d; E=(); run a\"${E[@]}\"d", "run ab cd|run ad")]
    [InlineData("for v in 1 2; do run $v; done", "run 1|run 2")]
    [InlineData("for v in 1 2; do T=\"$T -t $v\"; done; run $T", "run $T -t 1 -t 2")]
    [InlineData("f() { run \"$2\" $1; }; f a b", "f a b|run b a")]
    [InlineData("N=Acme/App; run ${N,,} ${N##*/} ${N%/*} ${N/Acme/x}", "run acme/app App Acme x/App")]
    [InlineData("N=$(echo Acme | tr '[:upper:]' '[:lower:]'); run $N", "echo Acme|tr [:upper:] [:lower:]|run acme")]
    [InlineData("if [ a = b ]; then run x; else run y; fi", "[ a = b ]|run y")]
    [InlineData("if [[ $U == b ]]; then V=1; else V=1; fi; run $V", "[[ $U == b ]]|run 1")]
    [InlineData("if [[ $U == b ]]; then V=1; else V=2; fi; run $V", "[[ $U == b ]]|run $V")]
    [InlineData("case a in a) run 1;; b) run 2;; esac", "run 1")]
    [InlineData("[ -z '' ] && run x", "[ -z  ]|run x")]
    [InlineData("[ -n '' ] && run x", "[ -n  ]")]
    [InlineData("V=1 run $V", "run $V")]
    [InlineData("read V; run $V", "read V|run $V")]
    [InlineData("(V=1); run ${V:-2}", "run ${V:-2}")]
    [InlineData("V=; run ${V:-2}", "run 2")]
    [InlineData("bash -c 'run \"a b\"'", "bash -c run \"a b\"|run a b")]
    [InlineData("X=a; eval \"run $X\"", "eval run a|run a")]
    [InlineData("run ${{ inputs.tag }}", "run ${{ inputs.tag }}")]
    public void Commands(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Evaluate(text).Commands));

    [Theory]
    [InlineData("a || true", true)]
    [InlineData("a || echo failed", true)]
    [InlineData("a && b || :", true)]
    [InlineData("a || exit 1", false)]
    [InlineData("a || b", false)]
    [InlineData("a", false)]
    public void Ignored_failures(string text, bool expected) =>
        Assert.Equal(expected, Evaluate(text).Commands[0].FailureIgnoredBy is not null);

    [Theory]
    [InlineData("echo TAG=v1 >> \"$GITHUB_ENV\"")]
    [InlineData("echo TAG=v1 | tee -a $GITHUB_ENV")]
    [InlineData("{ echo x=1; echo TAG=v1; } >> $GITHUB_ENV")]
    [InlineData("cat >> $GITHUB_ENV <<E\nTAG=v1\nE")]
    public void Values_for_later_steps(string text) => Assert.Equal("v1", Evaluate(text).Exports["TAG"].Known);

    [Fact]
    public void Outputs()
    {
        var outputs = Evaluate("echo \"name=${R,,}\" >> $GITHUB_OUTPUT; printf '%s' \"v=1\" >> $GITHUB_OUTPUT").Outputs;

        Assert.True(Assert.IsType<TextPiece.Unknown>(Assert.Single(outputs["name"].Pieces)).IsLowercase);
        Assert.Equal("1", outputs["v"].Known);
    }

    [Fact]
    public void What_a_command_reads()
    {
        var login = Evaluate("echo \"${{ secrets.T }}\" | docker login --password-stdin").Commands[1];

        Assert.Equal("${{ secrets.T }}", login.Input?.ToString());
    }

    [Fact]
    public void A_variable_that_nothing_sets_is_told_from_one_that_is_unknown()
    {
        var words = Evaluate("read A; run $A $B").Commands[1].Words;

        Assert.Equal([null, "B"], words.Skip(1).Select(w => w.Text.Unknowns.Single().Unset));
    }

    [Fact]
    public void Only_branches_are_conditional() =>
        Assert.Equal(
            ["a False", "b True", "c False", "d True"],
            Evaluate("if a; then b; fi; c || d").Commands.Select(c => $"{c.Name} {c.IsConditional}"));

    private static EvaluatedScript Evaluate(string text) =>
        ShellEvaluator.Evaluate(ShellReader.Read(text, ShellDialect.Posix), ShellEnvironment.Bare);
}
