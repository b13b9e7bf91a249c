using System.Text;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Reading;
using Xunit;

namespace Drayage.Tests.Workflows.Reading;

/// <summary>Files that are broken, or made to break the reader.</summary>
public sealed class HostileFilesTests
{
    [Fact]
    public void A_bomb_of_aliases_is_refused()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int level = 1; level < 12; level++)
        {
            bomb.Append($"a{level}: &a{level} [").AppendJoin(',', Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        }

        Assert.Contains("aliases", Only(bomb.ToString()).Message);
    }

    [Theory]
    [InlineData("a: &a [*a]", 1, 8)]
    [InlineData("a: &a\n  b: *a", 2, 6)]
    public void A_value_that_contains_itself_is_refused(string yaml, int line, int column)
    {
        ReadingProblem problem = Only(yaml);
        Assert.Contains("anchor 'a' is not defined", problem.Message);
        Assert.Equal((line, column), (problem.Place.Line, problem.Place.Column));
    }

    [Fact]
    public void A_long_file_is_refused_without_parsing() =>
        Assert.Contains("10,000,000 characters", Only(new string('a', 10_000_000)).Message);

    [Theory]
    [InlineData('[', "nested deeper")]
    [InlineData('{', "a key must be plain text")]
    public void Deep_nesting_is_refused(char open, string message) => Assert.Contains(message, Only("a: " + new string(open, 500_000)).Message);

    [Fact]
    public void Deep_block_nesting_is_refused()
    {
        var deep = new StringBuilder();
        for (int level = 0; level < 300; level++)
        {
            deep.Append(' ', level).Append("a:\n");
        }

        Assert.Contains("nested deeper", Only(deep.ToString()).Message);
    }

    [Fact]
    public void A_tab_in_the_indentation_is_shown()
    {
        ReadingProblem problem = Only("on: push\njobs:\n  a:\n\t  runs-on: x\n");
        Assert.Equal((4, 1), (problem.Place.Line, problem.Place.Column));
        Assert.Equal("a tab stands in the indentation; YAML is indented with spaces", problem.Message);
    }

    [Theory]
    [InlineData("on: [push")]
    [InlineData("on: {push: 'x'")]
    [InlineData("on: \"push")]
    [InlineData("a: b: c")]
    [InlineData("a:\n  - b\n c: d")]
    [InlineData("? [a]\n: b")]
    [InlineData("a: *unknown")]
    [InlineData("a: b\n---\nc: d")]
    [InlineData("%YAML 9.9\n---\na")]
    [InlineData("a: \"\\q\"")]
    [InlineData("@")]
    [InlineData("\0")]
    [InlineData("a: !!binary [")]
    public void What_is_no_yaml_has_one_problem_with_a_place(string yaml)
    {
        ReadingProblem problem = Only(yaml);
        Assert.Equal(ReadingProblemKind.Invalid, problem.Kind);
        Assert.InRange(problem.Place.Line, 1, 3);
        Assert.NotEmpty(problem.Message);
    }

    [Fact]
    public void Keys_that_stand_twice_are_told_with_both_lines()
    {
        YamlDocument document = YamlDocument.Read(new SourceFile("x.yml", "on: push\nenv:\n  A: 1\n  B: 2\n  A: 3\n"));
        ReadingProblem problem = Assert.Single(document.Problems);
        Assert.Equal(ReadingProblemKind.DuplicateKey, problem.Kind);
        Assert.Equal("'A' stands in line 3 already", problem.Message);
        Assert.Equal(5, problem.Place.Line);
        Assert.Equal("1", ((YamlNode.Scalar)document.Root!["env"]!["A"]!).Text.Value);
    }

    [Fact]
    public void A_merge_key_is_told_and_read()
    {
        YamlDocument document = YamlDocument.Read(new SourceFile("x.yml", "base: &b {a: 1, c: 2}\nenv:\n  <<: *b\n  a: 3\n"));
        Assert.Equal(ReadingProblemKind.MergeKey, Assert.Single(document.Problems).Kind);
        Assert.Equal("2", ((YamlNode.Scalar)document.Root!["env"]!["c"]!).Text.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    [InlineData("- a\n")]
    [InlineData("just text")]
    [InlineData("on:\njobs:\n")]
    [InlineData("on: push\njobs: []\n")]
    [InlineData("on: push\njobs:\n  a: 1\n")]
    [InlineData("on: push\njobs:\n  a:\n    steps: {}\n")]
    [InlineData("on: 1\njobs:\n  a: {runs-on: [[]], steps: [1, [], {uses: {}}], strategy: [], env: [], needs: {}, permissions: 3}\n")]
    [InlineData("on: {push: [], pull_request: 3}\njobs: {? a : {strategy: {matrix: {include: 3, exclude: {}, a: {b: c}}}}}\n")]
    public void Odd_shapes_never_throw(string yaml)
    {
        Assert.NotNull(WorkflowReader.Read(new SourceFile(".github/workflows/x.yml", yaml)));
        Assert.NotNull(WorkflowReader.Read(new SourceFile("action.yml", yaml)));
    }

    private static ReadingProblem Only(string yaml) => Assert.Single(YamlDocument.Read(new SourceFile("x.yml", yaml)).Problems);
}
