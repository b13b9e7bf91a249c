using Drayage.Model;
using Drayage.Pipeline.Announcing.Notices;
using Xunit;

namespace Drayage.Tests.Pipeline.Announcing.Notices;

public sealed class NoticeTextTests
{
    [Theory]
    [InlineData("v1.0", "v1.0")]
    [InlineData(" a\r\n\tb  c ", "a b c")]
    [InlineData("over\u202Eturned\u200B", "overturned")]
    [InlineData("bell\u0007", "bell")]
    public void A_value_is_one_line_of_what_can_be_seen(string value, string shown) => Assert.Equal(shown, NoticeText.OneLine(value));

    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("first line\nsecond line\nthird", 25, "first line\nsecond line\n…")]
    [InlineData("some words of one line", 15, "some words of…")]
    [InlineData("aaaaaaaa&lt;bbbb", 12, "aaaaaaaa…")]
    [InlineData(@"aaaaaaaa\*bbbb", 10, "aaaaaaaa…")]
    [InlineData("aaaaaaa\U0001F6A2bbbb", 9, "aaaaaaa…")]
    public void A_message_that_is_too_long_ends_between_lines_words_or_signs(string text, int limit, string shortened)
    {
        Assert.Equal(shortened, NoticeText.Shorten(text, limit));
        Assert.InRange(shortened.Length, 1, limit);
    }

    [Fact]
    public void Signs_that_end_a_link_are_encoded_in_addresses() =>
        Assert.Equal("https://hub.example/a%28b%29?q=%7C%5D", NoticeText.Address(new Uri("https://hub.example/a(b)?q=|]")));

    [Theory]
    [InlineData("{{ headline }} {% for d in deliveries %}{{ d.url }}{% endfor %}", null)]
    [InlineData("{{ tagg }}", "tagg")]
    [InlineData("{% for d in deliveries %}{{ d.adress }}{% endfor %}", "adress")]
    [InlineData("{% if %}", "expected an expression")]
    public void A_template_is_tried_before_anything_is_built(string template, string? wrong)
    {
        var at = new SourceLocation("drayage.yaml", 7, 14);
        if (wrong is null)
            NoticeTemplate.Check(template, at);
        else
            Assert.Contains(wrong, Assert.Throws<ReleaseException>(() => NoticeTemplate.Check(template, at)).Because, StringComparison.Ordinal);
    }
}
