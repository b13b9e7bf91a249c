using System.Text;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Ecosystems.Python.Publishing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

public sealed class SimplePageTests
{
    private static readonly Uri Address = new("https://example.org/simple/tide/");
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void Reads_json_with_relative_addresses()
    {
        var page = $$$"""{"meta":{"api-version":"1.1"},"name":"tide","files":[{"filename":"t-1.tar.gz","url":"../../files/t-1.tar.gz","hashes":{"sha256":"{{{Hash}}}"}},{"filename":"t-2.tar.gz","url":"https://other.example/t-2.tar.gz","hashes":{}}]}""";

        var files = SimplePage.Read(SimplePage.Json, Encoding.UTF8.GetBytes(page), Address);

        Assert.Equal(
            [new IndexFile("t-1.tar.gz", new Uri("https://example.org/files/t-1.tar.gz"), Hash), new IndexFile("t-2.tar.gz", new Uri("https://other.example/t-2.tar.gz"), null)],
            files);
    }

    [Theory]
    [InlineData("application/vnd.pypi.simple.v1+json", """{"files":[{"filename":"a","url":"a","yanked":true},{"filename":"b","url":"b","yanked":"broken"},{"filename":"c","url":"c","yanked":false},{"filename":"d","url":"d"}]}""")]
    [InlineData("text/html", """<a data-yanked href="a">a</a><a href="b" data-yanked="broken">b</a><a data-yanked-by="x" href="c">c</a><a href="data-yanked">d</a>""")]
    public void Tells_what_is_yanked(string mediaType, string page) => Assert.Equal(
        [("a", true), ("b", true), ("c", false), ("d", false)],
        SimplePage.Read(mediaType, Encoding.UTF8.GetBytes(page), Address).Select(file => (file.Name, file.IsYanked)));

    [Theory]
    [InlineData("application/vnd.pypi.simple.v1+json", """{"files":[{"filename":"a","url":"a","provenance":"https://example.org/p?a&b"},{"filename":"b","url":"b","provenance":null},{"filename":"c","url":"c"}]}""")]
    [InlineData("text/html", """<a href="a" data-provenance="https://example.org/p?a&amp;b">a</a><a data-provenance-of="x" href="b">b</a><a href="data-provenance=">c</a>""")]
    public void Tells_where_attestations_are(string mediaType, string page) => Assert.Equal(
        [("a", "https://example.org/p?a&b"), ("b", null), ("c", null)],
        SimplePage.Read(mediaType, Encoding.UTF8.GetBytes(page), Address).Select(file => (file.Name, file.Provenance?.AbsoluteUri)));

    [Fact]
    public void Reads_html_as_indexes_write_it()
    {
        var page = $"""
            <!DOCTYPE html><html><head><base href="/pool/"><title>Links</title></head><body>
            <!-- <a href="hidden.whl">hidden.whl</a> -->
            <A data-requires-python="&gt;=3.8" HREF='a/t-1.tar.gz#sha256={Hash}'>
              t-1.tar.gz
            </A><br/>
            <a href="b/t%2B2.whl?x=1&amp;y=2#md5=00">t+2.whl</a>
            <a name="top">no link</a>
            </body></html>
            """;

        var files = SimplePage.Read("text/html", Encoding.UTF8.GetBytes(page), Address);

        Assert.Equal(["t-1.tar.gz", "t+2.whl"], files.Select(file => file.Name));
        Assert.Equal([Hash, null], files.Select(file => file.Sha256));
        Assert.Equal(["https://example.org/pool/a/t-1.tar.gz", "https://example.org/pool/b/t%2B2.whl?x=1&y=2"], files.Select(file => file.Url.GetLeftPart(UriPartial.Query)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"files":[{"filename":"x"}]}""")]
    public void What_is_no_page_is_told(string page) =>
        Assert.Throws<FormatException>(() => SimplePage.Read(SimplePage.Json, Encoding.UTF8.GetBytes(page), Address));

    [Theory]
    [InlineData("Tide.Client", "tide-client")]
    [InlineData("tide__-.client", "tide-client")]
    public void Names_are_compared_in_normal_form(string name, string normal) => Assert.Equal(normal, PythonName.Normalise(name));
}
