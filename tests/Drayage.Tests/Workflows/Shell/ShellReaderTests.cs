using Drayage.Workflows.Shell.Parsing;
using Drayage.Workflows.Shell.Syntax;
using Xunit;

namespace Drayage.Tests.Workflows.Shell;

public sealed class ShellReaderTests
{
    [Theory]
    [InlineData("docker push a:1", "docker push a:1")]
    [InlineData("a; b\nc & d", "a; b; c; d")]
    [InlineData("a | b |& c", "a | b | c")]
    [InlineData("a && b || c", "a && b || c")]
    [InlineData("a &&\n\n  b", "a && b")]
    [InlineData("! a", "! a")]
    [InlineData("X=1 Y=\"$Z\" run", "X=1 Y=\"${Z}\" run")]
    [InlineData("X+=1", "X+=1")]
    [InlineData("A=(a 'b c'\n # no\n d)", "A=[a 'b c' d]")]
    [InlineData("export A=1 B=2", "A=1 B=2 export")]
    [InlineData("a \\\n  b", "a b")]
    [InlineData("a\\\nb", "ab")]
    [InlineData("a \\\r\n  b\r\nc", "a b; c")]
    [InlineData("a # b\nc", "a; c")]
    [InlineData("a#b", "a#b")]
    [InlineData("a 2>&1 >x >>y <z", "a 2>&1 >x >>y <z")]
    [InlineData("a &>x", "a &>x")]
    [InlineData("a <<<'text'", "a <<<'text'")]
    [InlineData("cat <<EOF > x\n$A b\nEOF\nnext", "cat <<EOF<${A} b\\n> >x; next")]
    [InlineData("cat <<'EOF'\n$A ${{ b }}\nEOF\n", "cat <<'EOF'<$A «b»\\n>")]
    [InlineData("cat <<-E\n\tx\n\tE\ny", "cat <<-E<\tx\\n>; y")]
    [InlineData("cat <<A <<B\n1\nA\n2\nB\nend", "cat <<A<1\\n> <<B<2\\n>; end")]
    [InlineData("x=$(cat <<E\nb\nE\n)\ny", "x=$(cat <<E<b\\n>); y")]
    [InlineData("if a; then b; elif c; then d; else e; fi > x", "If<>(a){b}(c){d}(){e} >x")]
    [InlineData("for x in a \"$b\"; do c $x; done", "For<x a \"${b}\">(){c ${x}}")]
    [InlineData("for x\ndo c; done", "For<x ${@}>(){c}")]
    [InlineData("for ((i=0;i<3;i++)); do c; done", "For<>(){c}")]
    [InlineData("while read -r x; do c; done < f", "While<>(read -r x){c} <f")]
    [InlineData("until a; do b; done", "Until<>(a){b}")]
    [InlineData("case $x in a|b) c ;; *) d;; esac", "Case< ${x}>(a|b){c}(*){d}")]
    [InlineData("f() { a; }\nf", "Function<f>(){Group<>(){a}}; f")]
    [InlineData("function f { a; }", "Function<f>(){Group<>(){a}}")]
    [InlineData("( a; b ) && { c; }", "Subshell<>(){a; b} && Group<>(){c}")]
    [InlineData("(( a + (b) )); c", "Arithmetic<>; c")]
    [InlineData("[[ $a == x* && ! ( -f b ) ]] && c", "[[ ${a} == x* & & ! ( -f b ) ]] && c")]
    [InlineData("[[ $a =~ ^v([0-9]+)$ ]]; b", "[[ ${a} =~ ^v([0-9]+)$ ]]; b")]
    [InlineData("echo done; echo if", "echo done; echo if")]
    public void Structure(string text, string expected) => Assert.Equal(expected, ShellSketch.Of(ShellReader.Read(text)));

    [Theory]
    [InlineData("a 'b \"c' d\"e'f\"", "a 'b \"c' d\"e'f\"")]
    [InlineData("a \"x \\\"y\\\" \\$z\"", "a \"x \"y\" $z\"")]
    [InlineData("a $'x\\ty'", "a 'x\ty'")]
    [InlineData("a ${x:-\"$y\"} ${z##*/} ${l,,} ${#n} ${q[@]}", "a ${x:-\"${y}\"} ${z##*/} ${l,,} ${npre#} ${q[@]}")]
    [InlineData("a $(b \"$(c)\") `d e`", "a $(b \"$(c)\") $(d e)")]
    [InlineData("a $((1 + (2))) $1 $@ $", "a $((…)) ${1} ${@} $")]
    [InlineData("a <(b) >(c)", "a <(b) <(c)")]
    [InlineData("a ${{ x }}-'${{ format('}}', y) }}'", "a «x»-'«format('}}', y)»'")]
    [InlineData("a !(b|c) @(d)", "a !(b|c) @(d)")]
    public void Words(string text, string expected) => Assert.Equal(expected, ShellSketch.Of(ShellReader.Read(text)));

    [Fact]
    public void Every_part_knows_its_place()
    {
        const string text = "docker push \\\n  \"ghcr.io/$OWNER/x:${{ inputs.tag }}\"";

        var command = Assert.IsType<ShellCommand.Simple>(Assert.Single(ShellReader.Read(text).Commands));
        var quoted = Assert.IsType<ShellPart.Quoted>(Assert.Single(command.Words[2].Parts));

        Assert.Equal(text, command.Span.Of(text));
        Assert.Equal(["ghcr.io/", "$OWNER", "/x:", "${{ inputs.tag }}"], quoted.Parts.Select(p => p.Span.Of(text)));
    }

    [Theory]
    [InlineData("a \\ \n  --b", BrokenContinuationKind.TrailingSpace, true)]
    [InlineData("a \\ # why\n  --b", BrokenContinuationKind.Comment, true)]
    [InlineData("a \\  # why\n  c", BrokenContinuationKind.Comment, false)]
    [InlineData("a \\\n  # why\n  --b", BrokenContinuationKind.CommentLine, true)]
    [InlineData("a \\\n\n  -b", BrokenContinuationKind.EmptyLine, true)]
    [InlineData("a \\\n\nb", BrokenContinuationKind.EmptyLine, false)]
    internal void Broken_continuations(string text, BrokenContinuationKind kind, bool optionFollows)
    {
        var broken = Assert.Single(ShellReader.Read(text).BrokenContinuations);

        Assert.Equal((kind, optionFollows, 2), (broken.Kind, broken.OptionFollows, broken.Backslash));
    }

    [Theory]
    [InlineData("a my\\ file b")]
    [InlineData("a '\\ \n' b")]
    [InlineData("a \"\\ \n\" b")]
    [InlineData("a \\\n  b # fine\n")]
    [InlineData("# a \\ \nb")]
    [InlineData("cat <<E\nx \\ \n\nE\n")]
    public void Whole_continuations(string text) => Assert.Empty(ShellReader.Read(text).BrokenContinuations);

    [Theory]
    [InlineData("a 'b")]
    [InlineData("a \"b")]
    [InlineData("if a; then b")]
    [InlineData("( a")]
    [InlineData("a )")]
    [InlineData("cat <<E\nx")]
    [InlineData("for x in a; do b; fi")]
    public void Text_that_is_no_shell_is_noted(string text) => Assert.NotEmpty(ShellReader.Read(text).Problems);

    [Fact]
    public void Other_languages_are_not_read() =>
        Assert.Empty(ShellReader.Read("import os\nos.system('docker push x')", ShellDialect.Foreign).Commands);

    [Theory]
    [InlineData("docker push `\n  \"$env:IMAGE\" # c\ndotnet x | Out-Null", "docker push \"${IMAGE}\"; dotnet x | Out-Null")]
    [InlineData("if ($x) { npm publish --tag 'a b' }", "if; ${x}; npm publish --tag 'a b'")]
    [InlineData("<# a\nb #> c\n@'\nx\n'@ | d", "c; '\nx' | d")]
    public void Power_shell(string text, string expected) =>
        Assert.Equal(expected, ShellSketch.Of(ShellReader.Read(text, ShellDialect.PowerShell)));
}
