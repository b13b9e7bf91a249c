using Drayage.Model;
using Drayage.Workflows.Generating.Marking;
using Xunit;

namespace Drayage.Tests.Workflows.Generating.Marking;

/// <summary>What becomes of a file that people have written in.</summary>
public sealed class FileUpdateTests
{
    private const string Own = "  mine:\n    runs-on: ubuntu-24.04\n";
    private const string OwnStep = "      - run: echo mine\n";

    private static readonly MarkedRegion Head = new("head", "on: push\njobs:\n");
    private static readonly MarkedRegion Build = new("build", "  build:\n    steps:\n");
    private static readonly MarkedRegion Try = new("try", "  try:\n    steps:\n");
    private static readonly MarkedRegion TrySteps = new("try-steps", "      - run: true\n");

    [Fact]
    public void A_step_in_a_job_that_is_gone_is_told_and_goes_with_it()
    {
        var before = File(Head, Build, Try, TrySteps).Text.Replace("  # drayage: end try\n", "  # drayage: end try\n" + OwnStep, StringComparison.Ordinal) + "\n" + OwnStep + "\n" + Own;

        var update = FileUpdate.Of(File(Head, Build), before);

        Assert.Equal(File(Head, Build).Text + Own, update.After);
        Assert.Equal(
            ["ci.yml:13:1: written by hand into the job of region 'try', which is no longer generated", "ci.yml:18:1: written by hand into the job of region 'try', which is no longer generated"],
            update.Edits);
    }

    [Fact]
    public void A_job_between_those_that_are_gone_stays()
    {
        var before = File(Head, Try).Text + Own + new GeneratedFile("ci.yml", [Build]).Text;

        var update = FileUpdate.Of(File(Head), before);

        Assert.Equal(Head.Id, Assert.Single(PresentRegions(update.After!)));
        Assert.EndsWith(Own, update.After);
        Assert.Empty(update.Edits);
    }

    [Fact]
    public void A_new_region_follows_the_one_that_it_follows_when_generated()
    {
        var update = FileUpdate.Of(File(Head, Build, Try, TrySteps), File(Head, Try, TrySteps).Text + Own);

        Assert.Equal(File(Head, Build, Try, TrySteps).Text + Own, update.After);
        Assert.Empty(update.Edits);
    }

    [Fact]
    public void A_file_that_is_no_longer_generated_goes_unless_people_wrote_into_it()
    {
        var text = File(Head, Build).Text;

        Assert.Equal(new FileUpdate("ci.yml", text, null, []) { Edits = [] }, FileUpdate.Gone("ci.yml", text)! with { Edits = [] });
        Assert.Empty(FileUpdate.Gone("ci.yml", text)!.Edits);
        Assert.Equal(["ci.yml:9:1: written by hand into a file that is no longer generated"], FileUpdate.Gone("ci.yml", text + Own)!.Edits);
        Assert.Equal(["ci.yml:2:1: changed by hand in region 'head'"], FileUpdate.Gone("ci.yml", text.Replace("push", "pull_request", StringComparison.Ordinal))!.Edits);
        Assert.Null(FileUpdate.Gone("ci.yml", "on: push\n"));
    }

    [Fact]
    public void Line_ends_and_byte_order_mark_stay()
    {
        var before = "\uFEFF" + (File(Head, Try).Text + Own).Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.Equal("\uFEFF" + (File(Head, Build, Try).Text + Own).Replace("\n", "\r\n", StringComparison.Ordinal), FileUpdate.Of(File(Head, Build, Try), before).After);
        Assert.False(FileUpdate.Of(File(Head, Try), before).IsStale);
    }

    [Theory]
    [InlineData("# drayage: begin head sha256:00\n# drayage: begin build sha256:00\n", "ci.yml:2:1: region 'head' of line 1 is still open")]
    [InlineData("# drayage: begin head sha256:00\n", "ci.yml:1:1: region 'head' has no end")]
    [InlineData("on: push\n# drayage: end head\n", "ci.yml:2:1: the region was never begun")]
    [InlineData("# drayage: begin head sha256:00\n# drayage: end head\n# drayage: begin head sha256:00\n# drayage: end head\n", "ci.yml:3:1: region 'head' stands twice")]
    public void Marks_that_are_no_pairs_are_refused(string text, string because) =>
        Assert.Equal(because, Assert.Throws<ReleaseException>(() => FileUpdate.Of(File(Head), text)).Because);

    private static GeneratedFile File(params MarkedRegion[] regions) => new("ci.yml", [.. regions]);

    private static IEnumerable<string> PresentRegions(string text) =>
        text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("# drayage: begin ", StringComparison.Ordinal)).Select(line => line.Split(' ')[3]);
}
