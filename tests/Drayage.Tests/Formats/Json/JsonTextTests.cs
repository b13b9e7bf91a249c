using System.Text;
using Drayage.Formats.Json;
using Drayage.Model;
using Xunit;

namespace Drayage.Tests.Formats.Json;

public sealed class JsonTextTests
{
    [Fact]
    public void Values_know_their_places_in_utf16_columns()
    {
        var root = Parse("{\n  \"é\": \"𝄞\", \"n\": [1, true,\n null]}");
        Assert.Equal(new SourceLocation("f.json", 1, 1), root.At);
        Assert.Equal(new SourceLocation("f.json", 2, 3), root.Members[0].KeyAt);
        Assert.Equal(new SourceLocation("f.json", 2, 8), root["é"]!.At);
        Assert.Equal(new SourceLocation("f.json", 2, 14), root.Members[1].KeyAt);
        Assert.Equal(new SourceLocation("f.json", 3, 2), root["n"]!.Items[2].At);
    }

    [Fact]
    public void A_byte_order_mark_moves_nothing()
    {
        var root = JsonText.Parse("f.json", [.. Encoding.UTF8.Preamble, .. "{\"a\":\"b\"}"u8]);
        Assert.Equal(new SourceLocation("f.json", 1, 6), root["a"]!.At);
    }

    [Fact]
    public void The_last_of_two_equal_names_holds() => Assert.Equal("2", Parse("""{"a":"1","a":"2"}""")["a"]!.Text);

    [Fact]
    public void A_lone_surrogate_is_read() => Assert.NotNull(Parse("""{"a":"\ud800"}""")["a"]!.Text);

    [Theory]
    [InlineData("{\"a\": 1,}", 1, 9)]
    [InlineData("{\n// no\n}", 2, 1)]
    [InlineData("", 1, 1)]
    [InlineData("{} x", 1, 4)]
    [InlineData("{\"a\":\n\"b", 2, 3)]
    public void What_npm_refuses_is_refused_with_its_place(string text, int line, int column)
    {
        var error = Assert.Throws<JsonSyntaxException>(() => Parse(text));
        Assert.Equal(new SourceLocation("f.json", line, column), error.At);
        Assert.DoesNotContain("LineNumber", error.Message);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"false\"", true)]
    [InlineData("\"\"", false)]
    [InlineData("0.0", false)]
    [InlineData("-0e5", false)]
    [InlineData("0.5", true)]
    [InlineData("null", false)]
    [InlineData("[]", true)]
    public void Truth_is_that_of_ecmascript(string text, bool expected) => Assert.Equal(expected, Parse(text).IsTruthy);

    private static JsonItem Parse(string text) => JsonText.Parse("f.json", Encoding.UTF8.GetBytes(text));
}
