using System.Text;
using System.Text.Json.Nodes;
using Drayage.Formats.Toml;
using Drayage.Model;
using Xunit;

namespace Drayage.Tests.Formats.Toml;

public sealed class TomlDocumentTests
{
    public static TheoryData<string, string> Valid => new(TomlCases.Valid);

    public static TheoryData<string, string> Invalid => new(TomlCases.Invalid);

    [Theory]
    [MemberData(nameof(Valid))]
    public void Reads_what_the_specification_allows(string text, string model)
    {
        var actual = TomlModel.Of(text);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(model), actual), $"expected {model}\nfound    {actual.ToJsonString()}");
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Refuses_what_the_specification_forbids(string text, string because)
    {
        var error = Assert.Throws<ReleaseException>(() => TomlDocument.Parse(text, "doc.toml"));
        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.Equal("cannot read doc.toml as TOML", error.Message);
        Assert.StartsWith("doc.toml:", error.Because, StringComparison.Ordinal);
        Assert.Contains(because, error.Because, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Hint));
    }

    [Fact]
    public void A_byte_order_mark_is_kept_and_not_counted()
    {
        var document = TomlDocument.Parse("\uFEFFa = 1", "doc.toml");
        Assert.Equal("doc.toml:1:1", document.Root.KeyAt("a")!.ToString());
        Assert.Equal("\uFEFFa = 1", document.Text);
        var error = Assert.Throws<ReleaseException>(() => TomlDocument.Parse("a = 1\n\uFEFFb = 2", "doc.toml"));
        Assert.StartsWith("doc.toml:2:1: ", error.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{a=", "")]
    [InlineData("[{a.b.c=", "")]
    [InlineData("[{a=[", "")]
    public void Deep_nesting_is_refused_not_fatal(string open, string close)
    {
        var text = $"a = {string.Concat(Enumerable.Repeat(open, 100_000))}{close}";
        var error = Assert.Throws<ReleaseException>(() => TomlDocument.Parse(text, "doc.toml"));
        Assert.Contains("nests deeper than 256 levels", error.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", " = 1")]
    [InlineData("[", "]")]
    [InlineData("[[", "]]")]
    [InlineData("a = {", " = 1}")]
    public void Long_keys_are_refused_not_fatal(string before, string after)
    {
        var text = $"{before}{string.Join('.', Enumerable.Repeat("k", 100_000))}{after}";
        Assert.Throws<ReleaseException>(() => TomlDocument.Parse(text, "doc.toml"));
    }

    [Fact]
    public void Moderate_nesting_is_read()
    {
        var text = $"a = {new string('[', 250)}{new string(']', 250)}\n{string.Join('.', Enumerable.Repeat("k", 250))} = 1";
        Assert.Equal(2, TomlDocument.Parse(text, "doc.toml").Root.Count);
    }

    [Fact]
    public void Bytes_are_UTF_8()
    {
        Assert.Equal("é", TomlDocument.ParseUtf8("a = 'é'"u8, "doc.toml").Root.GetString("a")!.Value);
        var latin1 = Encoding.Latin1.GetBytes("a = 1\nb = 'é'");
        var error = Assert.Throws<ReleaseException>(() => TomlDocument.ParseUtf8(latin1, "doc.toml"));
        Assert.Equal("doc.toml:2:6: byte 0xE9 is not UTF-8", error.Because);
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public void Malformed_UTF_8_is_refused(byte[] bytes) =>
        Assert.Throws<ReleaseException>(() => TomlDocument.ParseUtf8([.. "# "u8, .. bytes], "doc.toml"));

    [Fact]
    public void Large_documents_take_linear_time()
    {
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"[t{i}]\nkey = \"value\" # {i}\nlist = [1, 2, {{ a = 'b' }}]\n"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(50_000, TomlDocument.Parse(text, "doc.toml").Root.Count);
        // A quadratic reader takes minutes; the bound leaves room for a busy machine.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }
}
