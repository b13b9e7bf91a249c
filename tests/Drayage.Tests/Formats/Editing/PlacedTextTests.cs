using System.Text;
using Drayage.Formats.Editing;
using Drayage.Model;
using Xunit;

namespace Drayage.Tests.Formats.Editing;

public sealed class PlacedTextTests
{
    [Theory]
    [InlineData("version = \"1.0.0\"", 1, 11, "version = \"2.0.0\"")]
    [InlineData("version = \"1.0.0\"", 1, 12, "version = \"2.0.0\"")]
    [InlineData("version = '''1.0.0'''", 1, 11, "version = '''2.0.0'''")]
    [InlineData("a: 1.0.0 # 1.0.0", 1, 4, "a: 2.0.0 # 1.0.0")]
    [InlineData("\uFEFF1.0.0\r\n", 1, 1, "\uFEFF2.0.0\r\n")]
    [InlineData("x\r\n  \"tide>=1.0.0; python<'3'\"\r\n", 2, 3, "x\r\n  \"tide>=2.0.0; python<'3'\"\r\n")]
    [InlineData("\"tide 1.0.01 11.0.0 1.0.0-rc 1.0.0\"", 1, 1, "\"tide 1.0.01 11.0.0 1.0.0-rc 2.0.0\"")]
    [InlineData("Größe 𝟙 1.0.0", 1, 10, "Größe 𝟙 2.0.0")]
    public void Only_the_text_at_the_place_changes(string text, int line, int column, string expected)
    {
        var placed = PlacedText.Of(Encoding.UTF8.GetBytes(text), "file");

        placed.Replace(new SourceLocation("file", line, column), "1.0.0", "2.0.0");

        Assert.Equal(expected, Encoding.UTF8.GetString(placed.ToUtf8()));
    }

    [Theory]
    [InlineData("version = \"1.0.1\"", 1, 11)]
    [InlineData("one\n1.0.0", 1, 1)]
    [InlineData("1.0.0", 2, 1)]
    [InlineData("1.0.0", 1, 40)]
    public void A_text_that_is_not_there_is_refused(string text, int line, int column)
    {
        var placed = PlacedText.Of(Encoding.UTF8.GetBytes(text), "file");

        var refused = Assert.Throws<ReleaseException>(() => placed.Replace(new SourceLocation("file", line, column), "1.0.0", "2.0.0"));

        Assert.StartsWith($"file:{line}:{column}: '1.0.0'", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_wishes_for_one_place_are_refused()
    {
        var placed = PlacedText.Of("1.0.0"u8, "file");
        placed.Replace(new SourceLocation("file", 1, 1), "1.0.0", "2.0.0");
        placed.Replace(new SourceLocation("file", 1, 1), "1.0.0", "2.0.0");

        Assert.Throws<ReleaseException>(() => placed.Replace(new SourceLocation("file", 1, 1), "1.0.0", "3.0.0"));
        Assert.Equal("2.0.0"u8.ToArray(), placed.ToUtf8());
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() => Assert.Throws<ReleaseException>(() => PlacedText.Of([0x31, 0xFF, 0x32], "file"));
}
