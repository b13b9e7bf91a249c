using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;
using Xunit;

namespace Drayage.Tests.Workflows.Resolution;

public sealed class MatrixEvaluatorTests
{
    [Fact]
    public void Axes_multiply_with_the_first_outermost() => Assert.Equal(
        ["os=a,v=1", "os=a,v=2", "os=b,v=1", "os=b,v=2"],
        Legs("{os: [a, b], v: [1, 2]}"));

    // The example of GitHub's documentation, "expanding or adding matrix configurations".
    [Fact]
    public void Include_extends_originals_and_adds_what_fits_none() => Assert.Equal(
        [
            "fruit=apple,animal=cat,color=pink,shape=circle",
            "fruit=apple,animal=dog,color=green,shape=circle",
            "fruit=pear,animal=cat,color=pink",
            "fruit=pear,animal=dog,color=green",
            "fruit=banana",
            "fruit=banana,animal=cat",
        ],
        Legs("""
            fruit: [apple, pear]
            animal: [cat, dog]
            include:
              - color: green
              - color: pink
                animal: cat
              - fruit: apple
                shape: circle
              - fruit: banana
              - fruit: banana
                animal: cat
            """));

    [Fact]
    public void Exclude_needs_to_name_a_part_only_and_stands_before_include() => Assert.Equal(
        ["os=mac,v=12,env=prod", "os=win,v=16,env=prod", "os=win,v=12,env=prod"],
        Legs("""
            os: [mac, win]
            v: [12, 14, 16]
            env: [prod]
            exclude:
              - os: mac
                v: 14
              - os: win
                v: 14
              - os: win
                v: 12
              - {os: mac, v: 16}
            include:
              - {os: win, v: 12, env: prod}
            """));

    [Fact]
    public void Objects_are_matched_in_depth() => Assert.Equal(
        ["os=a,node={v=2,env=x}", "os=b,node={v=1},extra=y", "os=b,node={v=2,env=x}"],
        Legs("""
            os: [a, b]
            node: [{v: 1}, {v: 2, env: x}]
            exclude: [{os: a, node: {v: 1}}]
            include: [{node: {v: 1}, extra: y}]
            """));

    [Fact]
    public void Include_alone_makes_each_entry_a_leg() => Assert.Equal(
        ["site=a,dc=1", "site=b"],
        Legs("{include: [{site: a, dc: 1}, {site: b}]}"));

    [Fact]
    public void Literal_json_is_a_matrix() => Assert.Equal(
        ["a=1,b=x", "a=2,b=x"],
        Legs("${{ fromJSON('{\"a\":[1,2],\"include\":[{\"b\":\"x\"}]}') }}"));

    [Fact]
    public void An_axis_may_be_an_expression() => Assert.Equal(["arch=amd64", "arch=arm64"], Legs("{arch: \"${{ fromJSON('[\\\"amd64\\\",\\\"arm64\\\"]') }}\"}"));

    [Fact]
    public void Numbers_lose_trailing_zeroes_unless_quoted() => Assert.Equal(["v=3.1", "v=3.10"], Legs("{v: [3.10, '3.10']}"));

    [Theory]
    [InlineData("${{ fromJSON(needs.plan.outputs.matrix) }}")]
    [InlineData("{a: \"${{ fromJSON(inputs.list) }}\"}")]
    [InlineData("{a: [1], include: \"${{ fromJSON(inputs.list) }}\"}")]
    [InlineData("{a: [\"${{ inputs.x }}\"]}")]
    public void What_is_built_at_run_time_is_not_known(string yaml)
    {
        MatrixLegs legs = Evaluate(yaml);
        Assert.False(legs.IsKnown);
        Assert.Single(legs.Legs);
    }

    [Fact]
    public void A_matrix_too_large_to_run_is_not_expanded()
    {
        string axis = "[" + string.Join(',', Enumerable.Range(0, 400)) + "]";
        Assert.False(Evaluate($"{{a: {axis}, b: {axis}, c: {axis}, d: {axis}}}").IsKnown);
    }

    private static string[] Legs(string yaml)
    {
        MatrixLegs legs = Evaluate(yaml);
        Assert.True(legs.IsKnown);
        return [.. legs.Legs.Select(leg => Show(leg.Values))];
    }

    private static MatrixLegs Evaluate(string yaml)
    {
        string indented = yaml.Replace("\n", "\n        ", StringComparison.Ordinal);
        string text = $"on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:{(yaml.Contains('\n') ? "\n        " : " ")}{indented}\n    steps: []\n";
        WorkflowFile file = WorkflowReader.Read(new SourceFile("x.yml", text));
        Assert.Empty(file.Problems);
        return MatrixEvaluator.Evaluate(file.Workflow!.Jobs[0].Strategy!.Matrix, ExpressionScope.Empty);
    }

    private static string Show(ExpressionValue.Map map) => string.Join(',', map.Entries.Select(entry =>
        $"{entry.Key}={(entry.Value is ExpressionValue.Map inner ? $"{{{Show(inner)}}}" : entry.Value.AsText())}"));
}
