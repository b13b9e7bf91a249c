using System.Text;
using System.Text.Json.Nodes;
using Drayage.Ecosystems.Python.Publishing;
using Drayage.Model.Versions;
using Drayage.PythonIndex.Pages;
using Xunit;

namespace Drayage.Tests.PythonIndex;

/// <summary>What is written reads back by the reader that knows PyPI's pages.</summary>
public sealed class SimplePagesTests
{
    private static readonly Uri Page = new("https://example.org/simple/tide-client/");

    private static readonly IndexedProject Project = IndexedProject.Of("Tide_Client",
    [
        File("tide_client-1.10.0-py3-none-any.whl", "1.10.0") with { RequiresPython = ">=3.9,<4", MetadataSha256 = new string('b', 64) },
        File("tide_client-1.9.0.tar.gz", "1.9.0") with { Yanked = "\"<wrong>\" & old" },
        File("tide_client-1.10.0rc1.tar.gz", "1.10.0rc1") with { Yanked = "" },
    ]);

    [Fact]
    public void Html_and_json_say_the_same()
    {
        var html = SimplePage.Read("text/html", SimpleHtml.Project(Project), Page);
        var json = SimplePage.Read(SimplePage.Json, SimpleJson.Project(Project), Page);
        Assert.Equal(["tide_client-1.9.0.tar.gz", "tide_client-1.10.0rc1.tar.gz", "tide_client-1.10.0-py3-none-any.whl"], json.Select(file => file.Name));
        Assert.Equal(json.Select(file => (file.Name, file.Sha256, file.IsYanked, file.Url)), html.Select(file => (file.Name, file.Sha256, file.IsYanked, new Uri(file.Url.GetLeftPart(UriPartial.Query)))));
        Assert.Equal([true, true, false], html.Select(file => file.IsYanked));
    }

    [Fact]
    public void Attributes_are_escaped_and_metadata_is_told_to_old_installers_too()
    {
        var html = Encoding.UTF8.GetString(SimpleHtml.Project(Project));
        Assert.Contains("data-requires-python=\"&gt;=3.9,&lt;4\"", html, StringComparison.Ordinal);
        Assert.Contains($"data-dist-info-metadata=\"sha256={new string('b', 64)}\" data-core-metadata=\"sha256={new string('b', 64)}\"", html, StringComparison.Ordinal);
        Assert.Contains("data-yanked=\"&quot;&lt;wrong&gt;&quot; &amp; old\"", html, StringComparison.Ordinal);
        Assert.Contains("data-yanked=\"\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_what_its_version_makes_mandatory()
    {
        var page = JsonNode.Parse(SimpleJson.Project(Project))!;
        Assert.Equal(("1.1", "tide-client"), ((string)page["meta"]!["api-version"]!, (string)page["name"]!));
        Assert.Equal(["1.9.0", "1.10.0rc1", "1.10.0"], page["versions"]!.AsArray().Select(version => (string)version!));
        Assert.All(page["files"]!.AsArray(), file => Assert.Equal(7, (int)file!["size"]!));
        // pip 22.3 to 23.0 fail at an object under this name.
        Assert.All(page["files"]!.AsArray(), file => Assert.False(file!.AsObject().ContainsKey("dist-info-metadata")));
    }

    private static IndexedFile File(string name, string version) => new()
    {
        Name = name,
        Version = Pep440Version.Parse(version),
        Url = $"https://example.org/files/{name}",
        Sha256 = new string('a', 64),
        Size = 7,
    };
}
