using Xunit;

namespace Drayage.Acceptance.Workflows.Affected;

/// <summary>What changes of the sample affect.</summary>
public sealed class AffectedTests(FilteredSample sample) : IClassFixture<FilteredSample>
{
    [Theory]
    [InlineData("crates/tidewater/src/lib.rs", "tidewater-library tidewater tidewater-image", "")]
    [InlineData("crates/tidewater-cli/src/main.rs", "tidewater tidewater-image", "")]
    [InlineData("go/tide-api/main.go", "tide-api tide-api-image tide-api-chart", "charts")]
    [InlineData("charts/tide-api/values.yaml", "tide-api-chart", "charts")]
    [InlineData("npm/client/src/extra.js", "tidewater-js", "")]
    [InlineData("docs/guide.md", "", "docs")]
    public async Task Names_what_is_made_of_a_changed_file(string path, string components, string filters)
    {
        await sample.ChangeAsync(path);

        var affected = (await sample.Drayage.RunAsync("affected", "--base", "HEAD~1", "--json")).Ended(0).Json();

        Assert.Equal(components, string.Join(' ', affected.GetProperty("components").EnumerateArray().Select(id => id.GetString())));
        Assert.Equal(filters, string.Join(' ', affected.GetProperty("filters").EnumerateArray().Select(id => id.GetString())));
        Assert.Empty(affected.GetProperty("uncovered").EnumerateArray());
    }

    [Fact]
    public async Task Names_a_file_that_belongs_to_nothing()
    {
        await sample.ChangeAsync("tools/measure.sh");

        Assert.Contains("  tools/measure.sh\n", (await sample.Drayage.RunAsync("affected", "--base", "HEAD~1", "--strict")).Ended(1).Output);
        Assert.Equal("components=[]\nfilters=[]\n", (await sample.Drayage.RunAsync("affected", "--base", "HEAD~1", "--outputs")).Ended(0).Output);
    }

    [Fact]
    public async Task Takes_everything_where_there_is_no_commit_before()
    {
        await sample.ChangeAsync("tools/measure.sh");

        Assert.Contains("tide-table", (await sample.Drayage.RunAsync("affected", "--base", new string('0', 40))).Ended(0).Output);
        (await sample.Drayage.RunAsync("affected", "--base", "nowhere")).Refused(2, "there is no commit 'nowhere'", "", "fetch-depth: 0");
    }
}
