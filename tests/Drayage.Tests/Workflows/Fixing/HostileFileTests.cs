using System.Text;
using Drayage.Workflows.Fixing;
using Xunit;

namespace Drayage.Tests.Workflows.Fixing;

/// <summary>Files that are broken, or made to break whoever edits them, stay as they are.</summary>
public sealed class HostileFileTests
{
    private const string Push = "    steps:\n      - uses: docker/login-action@v3\n        with: {registry: ghcr.io, password: \"${{ secrets.GITHUB_TOKEN }}\"}\n      - run: docker push ghcr.io/acme/app\n";

    public static TheoryData<string, string> Files => new()
    {
        { Bomb(), "aliases" },
        { "on: push\njobs: &jobs\n  a: *jobs\n", "anchor 'jobs' is not defined" },
        { "on: push\njobs:\n  a:\n\t  runs-on: x\n", "a tab stands in the indentation" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    permissions: {contents: read}\n    permissions: {packages: read}\n" + Push, "'permissions' stands in line 5 already" },
        { "on: push\njobs: {a: [\n", "line 3" },
        { new string('#', 10_000_000), "10,000,000 characters" },
        { "a: " + new string('[', 100_000), "nested deeper" },
        { "on: push\0\n", "zero byte" },
        { "on: push\njobs: {}\n---\non: push\n", "second document" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_refused_with_the_reason(string text, string reason)
    {
        FixedFile file = Assert.Single(Repaired.Report(text).Files);
        Assert.False(file.IsChanged);
        Assert.Contains(reason, file.Refusal);
    }

    [Theory]
    [InlineData("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    permissions: &p {contents: read}\n", "  b:\n    runs-on: ubuntu-latest\n    permissions: *p\n    steps: [{run: make}]\n")]
    [InlineData("on: push\njobs:\n  b:\n    runs-on: ubuntu-latest\n    permissions: &p {contents: read}\n    steps: [{run: make}]\n  a:\n    runs-on: ubuntu-latest\n    permissions: *p\n", "")]
    public void Permissions_that_jobs_share_are_left_to_people(string before, string behind)
    {
        string text = before + Push + behind;
        FixReport report = Repaired.Report(text);
        Assert.DoesNotContain(report.Files, file => file.IsChanged);
        Assert.Contains(report.Left, left => left.Finding.Rule == "publish-without-permission");
    }

    [Fact]
    public void What_is_suppressed_is_not_repaired()
    {
        string text = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    permissions: {contents: read}\n"
            + Push.Replace("ghcr.io/acme/app\n", "ghcr.io/acme/app # drayage: ignore publish-without-permission -- a mirror\n", StringComparison.Ordinal);
        Assert.Equal(text, Repaired.Text(text));
    }

    private static string Bomb()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int level = 1; level < 12; level++)
        {
            bomb.Append($"a{level}: &a{level} [").AppendJoin(',', Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        }

        return bomb.ToString();
    }
}
