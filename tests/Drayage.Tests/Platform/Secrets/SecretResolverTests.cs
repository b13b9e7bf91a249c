using Drayage.Model;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Secrets;

public sealed class SecretResolverTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Redactor redactor = new();
    private readonly SecretResolver resolver;

    public SecretResolverTests() => resolver = new SecretResolver(
        ProcessEnvironment.FromVariables([new("TOKEN", "from-variable\n"), new("EMPTY", "")], directory.Path), redactor);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("env:TOKEN", "from-variable")]
    [InlineData("file:secret", "from-file")]
    public async Task A_secret_is_found_and_redacted_from_then_on(string text, string expected)
    {
        directory.Write("secret", "from-file\r\n");
        var reference = SecretReference.Parse(text);
        Assert.True(resolver.IsPresent(reference));
        Assert.Equal(expected, (await resolver.Source(reference)(Cancellation)).Reveal());
        Assert.Equal("x *** x", redactor.Redact($"x {expected} x"));
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("env:ABSENT")]
    [InlineData("env:EMPTY")]
    [InlineData("file:absent")]
    [InlineData("file:empty")]
    public async Task A_missing_secret_is_an_error_with_a_hint(string text)
    {
        directory.Write("empty", "\n");
        var reference = SecretReference.Parse(text);
        var error = await Assert.ThrowsAsync<ReleaseException>(async () => await resolver.ResolveAsync(reference, Cancellation));
        Assert.Contains(text, error.Message);
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [InlineData("ghp_16C7e42F292c6912E7710c838347Ae178B4a")]
    [InlineData("env:")]
    [InlineData("file:")]
    [InlineData("")]
    public void A_value_in_place_of_a_reference_is_refused_and_not_repeated(string text)
    {
        var error = Assert.Throws<FormatException>(() => SecretReference.Parse(text));
        Assert.DoesNotContain("ghp_", error.Message);
    }
}
