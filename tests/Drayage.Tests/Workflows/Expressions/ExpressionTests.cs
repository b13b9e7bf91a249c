using Drayage.Workflows.Expressions;
using Xunit;

namespace Drayage.Tests.Workflows.Expressions;

/// <summary>The grammar and the rules of evaluation that GitHub documents for expressions.</summary>
public sealed class ExpressionTests
{
    private static readonly ExpressionScope Scope = ExpressionScope.Empty
        .With("github", "ref", ExpressionValue.Of("refs/tags/v1.2.3"))
        .With("github", "event", ExpressionJson("""{"issue":{"labels":[{"name":"bug"},{"name":"good first"}]},"n":3}"""))
        .With("matrix", ExpressionJson("""{"arch":"amd64","fast":true,"list":[1,2]}"""));

    [Theory]
    [InlineData("null", "")]
    [InlineData("true", "true")]
    [InlineData("711", "711")]
    [InlineData("-9.2", "-9.2")]
    [InlineData("0xff", "255")]
    [InlineData("-2.99e-2", "-0.0299")]
    [InlineData("'Mona''s'", "Mona's")]
    [InlineData("github.ref", "refs/tags/v1.2.3")]
    [InlineData("GitHub.REF", "refs/tags/v1.2.3")]
    [InlineData("github['ref']", "refs/tags/v1.2.3")]
    [InlineData("matrix.list[1]", "2")]
    [InlineData("matrix.list[7]", "")]
    [InlineData("matrix.absent", "")]
    [InlineData("matrix.absent.deeper", "")]
    [InlineData("github.event.issue.labels[0].name", "bug")]
    [InlineData("join(github.event.issue.labels.*.name, ', ')", "bug, good first")]
    [InlineData("join(github.event.issue.labels[*].name)", "bug,good first")]
    [InlineData("contains(github.event.issue.labels.*.name, 'BUG')", "true")]
    [InlineData("contains('Hello world', 'LLO')", "true")]
    [InlineData("startsWith(github.ref, 'refs/tags/')", "true")]
    [InlineData("endsWith(github.ref, '4')", "false")]
    [InlineData("format('{{Hello {0} {1} {0}}}', 'a', 'b')", "{Hello a b a}")]
    [InlineData("fromJSON('{\"a\":[1,2]}').a[1]", "2")]
    [InlineData("fromJSON('true') && 'yes' || 'no'", "yes")]
    [InlineData("toJSON(matrix.list)", "[\n  1,\n  2\n]")]
    [InlineData("!matrix.fast", "false")]
    [InlineData("1 == '1'", "true")]
    [InlineData("'a' == 'A'", "true")]
    [InlineData("null == 0", "true")]
    [InlineData("'' == 0", "true")]
    [InlineData("'x' == 0", "false")]
    [InlineData("true == 1", "true")]
    [InlineData("1 < 2 && 'b' > 'a'", "true")]
    [InlineData("false || 'or'", "or")]
    [InlineData("'' && 'x'", "")]
    [InlineData("1 == 2 || 2 == 2 && !false", "true")]
    [InlineData("(1 == 2 || 2 == 2) && false", "false")]
    [InlineData("3 >= 3 && 3 <= 3", "true")]
    [InlineData("NaN == NaN", "false")]
    [InlineData("matrix.arch == 'amd64' && 'big' || 'small'", "big")]
    public void Known_values_are_computed(string expression, string value) =>
        Assert.Equal(value, Scope.Expand($"${{{{ {expression} }}}}").Value);

    [Theory]
    [InlineData("steps.a.outputs.tag", "${{ steps.a.outputs.tag }}")]
    [InlineData("format('v{0}-{1}', inputs.version, matrix.arch)", "v${{ inputs.version }}-amd64")]
    [InlineData("github.event_name == 'push'", "${{ github.event_name == 'push' }}")]
    [InlineData("inputs.a || 'x'", "${{ inputs.a || 'x' }}")]
    [InlineData("hashFiles('**/lock')", "${{ hashFiles('**/lock') }}")]
    [InlineData("fromJSON(needs.a.outputs.m)[0].x", "${{ fromJSON(needs.a.outputs.m)[0].x }}")]
    public void What_needs_a_run_stays_unknown(string expression, string shown) =>
        Assert.Equal(shown, Scope.Expand($"${{{{ {expression} }}}}").ToString());

    [Theory]
    [InlineData("startsWith(github.ref, 'refs/heads/') && github.repository == 'a/b'", false)]
    [InlineData("github.repository == 'a/b' && startsWith(github.ref, 'refs/heads/')", false)]
    [InlineData("github.repository == 'a/b' || startsWith(github.ref, 'refs/tags/')", true)]
    [InlineData("github.repository == 'a/b' && startsWith(github.ref, 'refs/tags/')", null)]
    [InlineData("always()", true)]
    [InlineData("${{ !cancelled() }}", null)]
    [InlineData("failure() && false", false)]
    public void Conditions_are_decided_where_they_can_be(string condition, bool? holds) => Assert.Equal(holds, Scope.Holds(condition));

    [Fact]
    public void A_text_keeps_what_is_known_of_it()
    {
        PartialText text = Scope.Expand("ghcr.io/${{ github.repository }}:${{ matrix.arch }}-x");
        Assert.Equal("ghcr.io/${{ github.repository }}:amd64-x", text.ToString());
        Assert.Equal("ghcr.io/", text.KnownStart);
        Assert.Equal(3, text.Parts.Length);
        Assert.Null(text.Value);
    }

    [Fact]
    public void An_unknown_text_with_a_known_start_differs_from_others() =>
        Assert.False(Scope.With("env", "IMAGE", Scope.Evaluate("ghcr.io/${{ github.repository }}")).Holds("env.IMAGE == 'docker.io/a/b'"));

    [Theory]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData("a b")]
    [InlineData("(a")]
    [InlineData("a ==")]
    [InlineData("\"a\"")]
    [InlineData("'a")]
    [InlineData("f(a,)")]
    [InlineData("a[1")]
    [InlineData("1.2.3")]
    [InlineData("a = b")]
    [InlineData("$x")]
    public void What_is_no_expression_says_why(string text)
    {
        Assert.Null(ExpressionParser.Parse(text, out string? error));
        Assert.NotEmpty(error!);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Assert.Null(ExpressionParser.Parse(new string('(', 100_000) + "1", out string? error));
        Assert.Contains("deeper", error);
    }

    [Fact]
    public void Quoted_braces_do_not_end_an_expression()
    {
        TextTemplate template = TextTemplate.Parse("a ${{ format('}}{0}', 'x') }} b ${{ c }} ${{ open");
        Assert.Equal(5, template.Segments.Length);
        Assert.Equal(["}}x", "c"], template.Expressions.Select(node => node is ExpressionNode.Call ? "}}x" : node.Path));
    }

    [Fact]
    public void Paths_name_what_is_read()
    {
        ExpressionNode node = ExpressionParser.Parse("github.event['issue'].labels.*.name", out _)!;
        Assert.Equal("github.event.issue.labels.*.name", node.Path);
    }

    private static ExpressionValue ExpressionJson(string json) => ExpressionScope.Empty.Evaluate($"${{{{ fromJSON('{json}') }}}}");
}
