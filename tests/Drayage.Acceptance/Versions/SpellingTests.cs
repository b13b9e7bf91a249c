using System.Text.Json;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Versions;

/// <summary>Destinations, components and files spell one version in their own ways.</summary>
public sealed class SpellingTests
{
    private const string Python = """
        [build-system]
        requires = ["hatchling"]
        build-backend = "hatchling.build"

        [project]
        name = "tide-client"
        version = "1.4.0"

        """;

    private const string Settings = """
        project: tide
        version: VERSION~(\S+)
        version-files:
          - at: values.txt#date
            as: "{{ day }}-{{ sha7 }}"
          - at: values.txt#short
            as: "{{ base }}{% if prerelease %}rc{{ pre_number }}{% endif %}"
        destinations:
          hub: { kind: oci, registry: docker.io/tide }
          ngc:
            kind: oci
            registry: nvcr.io/tide
            tag: "{{ base }}{% if prerelease %}{{ pre_label }}{{ pre_number }}{% endif %}"
            tags: ["{{ day }}-{{ sha7 }}", nightly]
        components:
          image: { ecosystem: container, base: scratch, files: { /VERSION: VERSION }, to: [hub, ngc] }
          chart:
            ecosystem: helm
            path: chart
            spelling: "{{ base }}{% if prerelease %}-{{ pre_label }}{{ pre_number }}{% endif %}"
            to: [hub]
          wheel: { ecosystem: python, path: python, spelling: "{{ base }}" }
          client: { ecosystem: npm, path: web }
        """;

    [Fact]
    public async Task One_version_is_spelt_by_template_in_files_packages_and_tags()
    {
        using var git = await CreateAsync();
        var drayage = new BuiltDrayage(git.Directory.Path);
        var sha7 = (await git.RunAsync("rev-parse", "HEAD"))[..7];

        (await drayage.RunAsync("version", "set", "1.4.0-rc.2")).Ended(0);

        string Text(params string[] path) => File.ReadAllText(git.Directory[path]);
        Assert.Equal("1.4.0-rc.2\n", Text("VERSION"));
        Assert.Equal($"date=20231114-{sha7}\nshort = 1.4.0rc2\n", Text("values.txt"));
        Assert.Contains("\nversion: 1.4.0-rc2\n", Text("chart", "Chart.yaml"), StringComparison.Ordinal);
        Assert.Equal(Python, Text("python", "pyproject.toml"));
        Assert.Contains("\"1.4.0-rc.2\"", Text("web", "package.json"), StringComparison.Ordinal);
        (await drayage.RunAsync("version", "check")).Ended(0);

        var plan = (await drayage.RunAsync("plan", "--json")).Ended(0).Json();
        Assert.Equal(["1.4.0-rc.2", "1.4.0-rc2", "1.4.0", "1.4.0-rc.2"], Each(plan, "components", "nativeVersion"));
        string[] points = [.. plan.GetProperty("consignments").EnumerateArray().Select(c => $"{c.GetProperty("id")}: {string.Join(' ', c.GetProperty("points").EnumerateArray())}").Order(StringComparer.Ordinal)];
        Assert.Equal(["hub/chart: 1.4.0-rc2", "hub/image: 1.4.0-rc.2", $"ngc/image: 1.4.0rc2 20231114-{sha7} nightly"], points);
    }

    [Fact]
    public async Task A_manifest_in_another_spelling_than_the_component_promises_is_refused()
    {
        using var git = await CreateAsync();
        git.Directory.Write("VERSION", "1.4.0-rc.2\n");
        var drayage = new BuiltDrayage(git.Directory.Path);

        (await drayage.RunAsync("plan")).Refused(2, "two files of one release disagree", "chart/Chart.yaml:3:10 says 1.4.0", "make them agree");
        (await drayage.RunAsync("version", "check")).Refused(1, "chart/Chart.yaml:3:10 says 1.4.0", "which is 1.4.0-rc2 there", "drayage version set 1.4.0-rc.2");
    }

    private static async Task<GitFixture> CreateAsync()
    {
        var git = await GitFixture.StartAsync();
        git.Directory.Write("VERSION", "1.4.0\n");
        git.Directory.Write("values.txt", "date=20200101-0000000\nshort = 1.4.0\n");
        git.Directory.Write("chart/Chart.yaml", "apiVersion: v2\nname: tide\nversion: 1.4.0\n");
        git.Directory.Write("python/pyproject.toml", Python);
        git.Directory.Write("python/tide_client/__init__.py", "");
        git.Directory.Write("web/package.json", "{ \"name\": \"tide-web\", \"version\": \"1.4.0\" }\n");
        git.Directory.Write("drayage.yaml", Settings);
        await git.CommitAsync("Begin");
        return git;
    }

    private static string[] Each(JsonElement document, string list, string member) =>
        [.. document.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(member).GetString()!)];
}
