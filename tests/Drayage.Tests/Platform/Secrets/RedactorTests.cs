using System.Text;
using Drayage.Platform.Secrets;
using Xunit;

namespace Drayage.Tests.Platform.Secrets;

public sealed class RedactorTests
{
    private readonly Redactor redactor = new();

    [Fact]
    public void Every_occurrence_is_replaced()
    {
        redactor.Learn(new Secret("tok-123+/=\n"));
        Assert.Equal("a *** b ***", redactor.Redact("a tok-123+/= b tok-123+/="));
        Assert.Equal("?q=***", redactor.Redact("?q=" + Uri.EscapeDataString("tok-123+/=")));
        Assert.DoesNotContain("dG9r", redactor.Redact(Convert.ToBase64String(Encoding.UTF8.GetBytes("tok-123+/="))));
    }

    [Fact]
    public void A_secret_within_a_longer_one_leaves_no_rest()
    {
        redactor.Learn(new Secret("abcd"));
        redactor.Learn(new Secret("abcdefgh"));
        Assert.Equal("***", redactor.Redact("abcdefgh"));
    }

    [Fact]
    public void Each_line_of_a_key_is_a_secret_and_its_frame_is_not()
    {
        redactor.Learn(new Secret("-----BEGIN PRIVATE KEY-----\nMIGHAgEA\nBwYFK4EE\n-----END PRIVATE KEY-----\n"));
        Assert.Equal("*** / ***", redactor.Redact("MIGHAgEA / BwYFK4EE"));
        Assert.Equal("-----BEGIN PRIVATE KEY-----", redactor.Redact("-----BEGIN PRIVATE KEY-----"));
    }

    [Fact]
    public void Short_values_do_not_blank_out_words()
    {
        redactor.Learn(new Secret("the"));
        redactor.Learn(new Secret(""));
        Assert.Equal("the line", redactor.Redact("the line"));
    }

    [Fact]
    public void A_secret_does_not_become_text_by_accident() => Assert.Equal("***", $"{new Secret("hunter2")}");
}
