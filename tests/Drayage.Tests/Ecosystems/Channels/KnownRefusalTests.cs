using Drayage.Model.Explaining;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.Channels;

/// <summary>What <c>drayage explain</c> knows of a refusal is what a release says of it, where that advice holds for a release.</summary>
public sealed class KnownRefusalTests
{
    [Theory]
    [InlineData("python", 403, "The user does not have two-factor authentication enabled", "pypi-two-factor")]
    [InlineData("python", 400, "The user must have a verified primary email address", "pypi-email-unverified")]
    [InlineData("python", 400, "The name 'tide' is too similar to an existing project", "pypi-name-refused")]
    [InlineData("python", 400, "Can't have direct dependency: other @ git+https://example.org/other", "pypi-direct-dependency")]
    [InlineData("python", 400, "Binary wheel 'tide.whl' has an unsupported platform tag 'linux_x86_64'", "pypi-platform-tag")]
    [InlineData("python", 400, "'Nautical' is not a valid classifier", "pypi-metadata-invalid")]
    [InlineData("crates", 403, "A verified email address is required to publish crates to crates.io", "crates-email-unverified")]
    [InlineData("crates", 400, "crate was previously named `Tide`", "crates-other-spelling")]
    [InlineData("crates", 400, "missing or empty metadata fields: description, license", "crates-metadata-missing")]
    [InlineData("crates", 400, "Dependency `other` is hosted on another registry", "crates-foreign-dependency")]
    [InlineData("crates", 400, "expected at most 5 keywords per crate", "crates-content-refused")]
    [InlineData("crates", 413, "max upload size is: 10", "crates-too-large")]
    [InlineData("npm", 403, "Package name too similar to existing package ti-de", "npm-name-too-similar")]
    [InlineData("npm", 422, "Error verifying sigstore provenance bundle: Failed to validate repository information", "npm-provenance-repository")]
    [InlineData("npm", 413, "", "npm-too-large")]
    [InlineData("nuget", 409, "The package ID is reserved", "nuget-id-reserved")]
    [InlineData("nuget", 403, "The package ID is reserved", "nuget-id-reserved")]
    [InlineData("nuget", 413, "", "nuget-too-large")]
    public async Task A_refusal_that_is_known_is_answered_by_the_first_remedy(string name, int status, string words, string known)
    {
        var refusal = new RefusingFault(status, name == "crates" ? $$"""{"errors":[{"detail":"{{words}}"}]}""" : words);
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [refusal] });
        using var channel = AllChannels.Open(name, registry);
        await channel.PrepareAsync(channel.Delivery.Rehearsing());
        refusal.Begin();

        var refused = (await channel.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Equal(KnownFailures.Find(known)!.Remedies[0], refused.Hint);
    }
}
