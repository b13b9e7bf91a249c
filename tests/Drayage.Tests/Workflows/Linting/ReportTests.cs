using System.Text.Json;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Linting.Reports;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;
using Xunit;

namespace Drayage.Tests.Workflows.Linting;

public sealed class ReportTests
{
    private const string Text = "on: issues\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n      - uses: actions/cache@v1 # drayage: ignore deprecated-action -- a, b: 100%\n";

    [Fact]
    public void Sarif_names_rule_place_and_suppression()
    {
        using var document = JsonDocument.Parse(SarifReport.Write(Lint("x y.yml"), "1.2.3"));
        JsonElement run = document.RootElement.GetProperty("runs")[0];
        JsonElement driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("1.2.3", driver.GetProperty("version").GetString());
        JsonElement[] results = [.. run.GetProperty("results").EnumerateArray()];
        foreach (JsonElement result in results)
        {
            JsonElement rule = driver.GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];
            Assert.Equal(result.GetProperty("ruleId").GetString(), rule.GetProperty("id").GetString());
        }

        JsonElement injection = results.Single(result => result.GetProperty("ruleId").GetString() == "script-injection");
        Assert.Equal("error", injection.GetProperty("level").GetString());
        JsonElement location = injection.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("x%20y.yml", location.GetProperty("artifactLocation").GetProperty("uri").GetString());
        JsonElement region = location.GetProperty("region");
        Assert.Equal((7, 19, 7, 50), (region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32(), region.GetProperty("endLine").GetInt32(), region.GetProperty("endColumn").GetInt32()));
        JsonElement suppressed = results.Single(result => result.TryGetProperty("suppressions", out _));
        Assert.Equal("a, b: 100%", suppressed.GetProperty("suppressions")[0].GetProperty("justification").GetString());
    }

    [Fact]
    public void Annotations_escape_what_the_runner_would_read()
    {
        var output = new StringWriter();
        GitHubAnnotations.Write(output, Lint("a,b:c%.yml"));
        string line = output.ToString().Split('\n').Single(text => text.Contains("script-injection"));
        Assert.StartsWith("::error file=a%2Cb%3Ac%25.yml,line=7,col=19,title=script-injection::", line);
        Assert.Contains("%0Abecause: ", line);
    }

    [Theory]
    [InlineData("\trun: x", 1, 4, "\trun: x", "\t^^^")]
    [InlineData("a: \u0007b", 3, 5, "a: \uFFFDb", "   ^^")]
    [InlineData("ab", 2, 2, "ab", "  ^")]
    public void Carets_stand_under_the_place(string line, int start, int end, string text, string carets)
    {
        var source = new SourceFile("x", line + "\nnext");
        SourceExcerpt excerpt = SourceExcerpt.Of(source, source.Place(start, end))!;
        Assert.Equal((text, carets), (excerpt.Text, excerpt.Carets));
    }

    [Fact]
    public void A_long_line_is_cut_around_the_place()
    {
        var source = new SourceFile("x", new string('a', 500) + "HERE" + new string('b', 500));
        SourceExcerpt excerpt = SourceExcerpt.Of(source, source.Place(500, 504))!;
        Assert.Equal("HERE", excerpt.Text.Substring(excerpt.Carets.IndexOf('^'), excerpt.Carets.Count(character => character == '^')));
        Assert.True(excerpt.Text.Length <= 160);
    }

    private static LintReport Lint(string path)
    {
        WorkflowRepository repository = WorkflowRepository.Of(path, Text);
        return Linter.Lint(repository, repository.Files);
    }
}
