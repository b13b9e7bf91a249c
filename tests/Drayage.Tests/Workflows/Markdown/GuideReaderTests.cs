using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Markdown;
using Drayage.Workflows.Reading;
using Xunit;

namespace Drayage.Tests.Workflows.Markdown;

public sealed class GuideReaderTests
{
    [Fact]
    public void Steps_of_a_guide_know_their_place_in_it()
    {
        const string guide = "# Guide\n\n```yaml\n- name: Push\n  run: |\n    docker push a/b\n```\nend\n";

        var file = Assert.Single(Read(guide));
        var step = Assert.Single(Assert.Single(file.Workflow!.Jobs).Steps);

        Assert.True(file.IsFragment);
        Assert.Equal(6, step.Run!.PlaceOf(0, 6).Line);
        Assert.Equal(guide.IndexOf("docker", StringComparison.Ordinal), step.Run.FileOffset(0));
    }

    [Theory]
    [InlineData("- uses: a/b@v1", 1)]
    [InlineData("name: x\nuses: a/b@v1", 1)]
    [InlineData("build:\n  runs-on: x\n  steps:\n    - run: y", 1)]
    [InlineData("steps:\n  - run: y", 1)]
    [InlineData("jobs:\n  a:\n    steps: [{run: y}]", 1)]
    [InlineData("permissions:\n  packages: write", 0)]
    [InlineData("image: x\ntag: y", 0)]
    [InlineData("a: [", 0)]
    public void Parts_of_workflows(string yaml, int files) => Assert.Equal(files, Read($"```yml\n{yaml}\n```\n").Length);

    [Fact]
    public void A_whole_workflow_is_no_fragment()
    {
        var file = Assert.Single(Read("~~~yaml title=x\non: push\njobs:\n  a:\n    runs-on: u\n    steps: []\n~~~\n"));

        Assert.False(file.IsFragment);
        Assert.Equal("a", Assert.Single(file.Workflow!.Jobs).Id.Value);
    }

    [Theory]
    [InlineData("```bash\ndocker push a/b\n```", "docker push a/b")]
    [InlineData("1. x\n   ```sh\n   docker push a/b\r\n   ```", "docker push a/b")]
    [InlineData("> ```bash\n> docker push a/b\n> ```", "docker push a/b")]
    [InlineData("```console\n$ docker push \\\n    a/b\nThe push refers to a/b\n```", "docker push \\\n    a/b")]
    [InlineData("```\ndocker push a/b\n```", "docker push a/b")]
    [InlineData("````markdown\n## x\n```bash\ndocker push a/b\n```\n````", "docker push a/b")]
    [InlineData("```bash\ndocker push a/b", "docker push a/b")]
    public void Commands(string guide, string expected)
    {
        var run = Assert.Single(Read(guide)).Workflow!.Jobs[0].Steps[0].Run!;

        Assert.Equal(expected, run.Value.Trim());
        Assert.Equal(guide.IndexOf("docker", StringComparison.Ordinal), run.FileOffset(run.Value.IndexOf("docker", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("```\nError: 404\n```")]
    [InlineData("```python\nimport docker\n```")]
    [InlineData("docker push a/b")]
    [InlineData("use ```bash``` here\ndocker push a/b\n")]
    [InlineData("```bash\n```")]
    [InlineData("")]
    public void What_is_no_command(string guide) => Assert.Empty(Read(guide));

    [Fact]
    public void No_guide_is_too_odd()
    {
        string[] tokens = ["```", "````", "~~~", "yaml", "bash", "console", "markdown", "\n", "\r\n", " ", "> ", "- run: x", "a: ", "$ ", "\\", "\t", "jobs:", "[", "\0"];
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
            Read(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => tokens[random.Next(tokens.Length)])));
    }

    private static ImmutableArray<WorkflowFile> Read(string guide) => GuideReader.Read(new SourceFile("docs/guide.md", guide));
}
