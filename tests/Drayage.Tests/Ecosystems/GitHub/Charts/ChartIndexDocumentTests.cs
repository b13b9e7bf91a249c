using System.Text;
using Drayage.Ecosystems.GitHub.Charts;
using Drayage.Model.Versions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Drayage.Tests.Ecosystems.GitHub.Charts;

public sealed class ChartIndexDocumentTests
{
    private const string Digest = "1111111111111111111111111111111111111111111111111111111111111111";

    /// <summary>As chart-releaser writes it.</summary>
    private const string Foreign = """
        apiVersion: v1
        entries:
          other:
          - annotations:
              artifacthub.io/changes: |
                - Added: a long line that goes on and on, so that whoever folds lines at eighty characters would fold this one
            apiVersion: v2
            appVersion: "1.10"
            created: "2024-03-01T10:00:00.123456789Z"
            digest: 2222222222222222222222222222222222222222222222222222222222222222
            name: other
            urls:
            - https://github.com/example/charts/releases/download/other-0.1.0/other-0.1.0.tgz
            version: 0.1.0
          tide:
          - apiVersion: v2
            created: "2024-03-01T10:00:00Z"
            digest: 3333333333333333333333333333333333333333333333333333333333333333
            name: tide
            urls: [tide-0.9.0.tgz]
            version: 0.9.0
        generated: "2024-03-01T10:00:00.123456789Z"
        """;

    [Fact]
    public void What_others_wrote_is_kept()
    {
        var index = ChartIndexDocument.Parse(Encoding.UTF8.GetBytes(Foreign));

        index.Add(Metadata("tide", "1.0.0"), Digest, new Uri("https://example.org/tide-1.0.0.tgz"), "2025-01-02T03:04:05Z");
        var written = Encoding.UTF8.GetString(index.Write());

        Assert.Contains("appVersion: \"1.10\"\n", written, StringComparison.Ordinal);
        Assert.Contains("- Added: a long line that goes on and on, so that whoever folds lines at eighty characters would fold this one\n", written, StringComparison.Ordinal);
        Assert.Contains("generated: \"2025-01-02T03:04:05Z\"", written, StringComparison.Ordinal);
        Assert.Contains($"digest: \"{Digest}\"\n", written, StringComparison.Ordinal);
        var again = ChartIndexDocument.Parse(Encoding.UTF8.GetBytes(written));
        Assert.Equal(["tide-0.9.0.tgz"], again.Find("tide", "0.9.0")!.Urls);
        Assert.Equal(new string('2', 64), again.Find("other", "0.1.0")!.Digest);
        again.Remove("tide", "1.0.0");
        again.Remove("tide", "0.9.0");
        Assert.DoesNotContain("tide", Encoding.UTF8.GetString(again.Write()), StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_stand_highest_first_in_whichever_order_they_come() =>
        Prop.ForAll(Gen.Choose(0, 11).ArrayOf().ToArbitrary(), minors =>
        {
            var index = ChartIndexDocument.Empty();
            var versions = minors.Distinct().Select(minor => $"1.{minor}.0{(minor % 3 == 0 ? "-rc.1" : "")}").ToArray();
            foreach (var version in versions)
                index.Add(Metadata("tide", version), Digest, new Uri("https://example.org/x.tgz"), "2025-01-02T03:04:05Z");

            var listed = Encoding.UTF8.GetString(index.Write()).Split('\n').Where(line => line.Trim().StartsWith("version: ", StringComparison.Ordinal)).Select(line => line.Trim()[9..]);

            Assert.Equal(versions.Select(SemanticVersion.Parse).OrderDescending().Select(version => version.ToString()), listed);
            Assert.All(versions, version => Assert.NotNull(ChartIndexDocument.Parse(index.Write()).Find("tide", version)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("apiVersion: v1\nentries:\n")]
    [InlineData("apiVersion: v1\nentries: {}\n")]
    public void An_index_without_charts_takes_the_first(string text)
    {
        var index = ChartIndexDocument.Parse(Encoding.UTF8.GetBytes(text));

        index.Add(Metadata("tide", "1.0.0"), Digest, new Uri("https://example.org/x.tgz"), "2025-01-02T03:04:05Z");

        Assert.Equal(Digest, ChartIndexDocument.Parse(index.Write()).Find("tide", "1.0.0")!.Digest);
    }

    [Theory]
    [InlineData("a: [", "line")]
    [InlineData("<!doctype html>", "apiVersion")]
    [InlineData("apiVersion: v1\nentries: {tide: 1}", "lists")]
    public void What_is_no_index_is_refused(string text, string because) =>
        Assert.Contains(because, Assert.Throws<FormatException>(() => ChartIndexDocument.Parse(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    private static YamlMappingNode Metadata(string name, string version) => new() { { "apiVersion", "v2" }, { "name", name }, { "version", version } };
}
