using System.Text;
using Drayage.Registries.Access;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Access;

public sealed class IdentitiesTests
{
    private readonly ManualClock clock = new();
    private readonly Identities identities;
    private readonly ExchangedTokens exchanged;

    public IdentitiesTests()
    {
        var access = new AccessControl(new RegistryTokens { Write = RegistryFixture.Token });
        identities = new Identities(access.Signed, clock);
        exchanged = new ExchangedTokens(new SignedTokens(access.DeriveKey("exchange")), clock);
    }

    [Fact]
    public void A_token_of_the_trusted_issuer_for_this_registry_is_accepted_until_it_expires()
    {
        var token = CiIdentity.TokenFor("registry", clock.GetUtcNow().AddMinutes(5));

        Assert.Equal(CiIdentity.Subject, Assert.IsType<IdentityCheck.Accepted>(identities.Check(token, "registry")).Subject);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("it has expired", Assert.IsType<IdentityCheck.Refused>(identities.Check(token, "registry")).Reason);
    }

    [Fact]
    public void What_is_meant_for_others_or_signed_by_others_is_refused()
    {
        Assert.Contains("meant for 'elsewhere'", ReasonOf(CiIdentity.TokenFor("elsewhere")), StringComparison.Ordinal);
        Assert.Contains("not signed", ReasonOf(CiIdentity.TokenFor("registry", issuer: "somebody")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("ä.b.ü")]
    public void What_is_no_token_is_refused(string text) => Assert.Contains("not signed", ReasonOf(text), StringComparison.Ordinal);

    [Fact]
    public void Claims_that_cannot_be_read_are_refused()
    {
        var signed = new SignedTokens(Encoding.UTF8.GetBytes(RegistryFixture.Token));

        Assert.Contains("claims", ReasonOf(signed.Issue("{}"u8)), StringComparison.Ordinal);
        Assert.Contains("claims", ReasonOf(signed.Issue("no JSON"u8)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exchanged_token_is_good_for_its_purpose_and_its_time()
    {
        var token = exchanged.Issue("publishing", TimeSpan.FromMinutes(30));

        Assert.Equal("publishing", exchanged.PurposeOf(token));
        Assert.Null(exchanged.PurposeOf(CiIdentity.TokenFor("registry")));
        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(exchanged.PurposeOf(token));
    }

    private string ReasonOf(string token) => Assert.IsType<IdentityCheck.Refused>(identities.Check(token, "registry")).Reason;
}
