using Drayage.Listening.Intake;
using Drayage.Platform.Secrets;
using Xunit;

namespace Drayage.Tests.Listening;

public sealed class SignatureTests
{
    // GitHub's own vector (docs.github.com, "Validating webhook deliveries").
    private const string Vector = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static readonly Secret Secret = new("It's a Secret to Everybody");
    private static readonly byte[] Body = "Hello, World!"u8.ToArray();

    [Fact]
    public void The_published_vector_holds() => Assert.True(Signature.Holds(Vector, Body, Secret));

    [Fact]
    public void Capital_digits_mean_the_same() => Assert.True(Signature.Holds("sha256=" + Vector["sha256=".Length..].ToUpperInvariant(), Body, Secret));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1g")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1700")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void Anything_else_does_not(string? header) => Assert.False(Signature.Holds(header, Body, Secret));

    [Fact]
    public void Another_body_or_secret_does_not_hold()
    {
        Assert.False(Signature.Holds(Vector, "Hello, World?"u8.ToArray(), Secret));
        Assert.False(Signature.Holds(Vector, Body, new Secret("it's a secret to everybody")));
    }

    [Theory]
    [InlineData("Bearer It's a Secret to Everybody", true)]
    [InlineData("bearer It's a Secret to Everybody", true)]
    [InlineData("Bearer It's a Secret to Everybody!", false)]
    [InlineData("Bearer ", false)]
    [InlineData("Basic It's a Secret to Everybody", false)]
    [InlineData(null, false)]
    public void A_bearer_token_is_compared_as_a_whole(string? header, bool holds) => Assert.Equal(holds, Signature.IsBearer(header, Secret));
}
