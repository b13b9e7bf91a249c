using Drayage.Oci.References;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Oci.References;

public sealed class ImageReferenceTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("alpine", "docker.io/library/alpine")]
    [InlineData("alpine:3.20", "docker.io/library/alpine:3.20")]
    [InlineData("acme/server", "docker.io/acme/server")]
    [InlineData("index.docker.io/acme/server", "docker.io/acme/server")]
    [InlineData("docker.io/alpine", "docker.io/library/alpine")]
    [InlineData("localhost/x", "localhost/x")]
    [InlineData("localhost:5000/x:1", "localhost:5000/x:1")]
    [InlineData("GHCR.io/acme/x:V1", "ghcr.io/acme/x:V1")]
    [InlineData("[::1]:5000/a/b/c:t", "[::1]:5000/a/b/c:t")]
    [InlineData("ghcr.io/a/b__c-d.e:1@sha256:" + Hex, "ghcr.io/a/b__c-d.e:1@sha256:" + Hex)]
    [InlineData("r.example:443/a@sha256:" + Hex, "r.example:443/a@sha256:" + Hex)]
    [InlineData("a---b/c", "docker.io/a---b/c")]
    public void A_reference_reads_as(string text, string canonical)
    {
        var reference = ImageReference.Parse(text);
        Assert.Equal(canonical, reference.ToString());
        Assert.Equal(reference, ImageReference.Parse(canonical));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("ghcr.io/Acme/server:1", "'Acme' has upper-case letters")]
    [InlineData("ghcr.io/a//b", "empty segment")]
    [InlineData("ghcr.io/a/b:", "'' is not a tag")]
    [InlineData("ghcr.io/a/b:.x", "'.x' is not a tag")]
    [InlineData("ghcr.io/a/b@sha256:12", "'sha256:12' is not a digest")]
    [InlineData("ghcr.io/a_-b", "'a_-b' is not a valid segment")]
    [InlineData("gh_cr.io/a", "'gh_cr.io' is not a registry")]
    [InlineData("ghcr.io:123456/a", "is not a registry")]
    [InlineData("ghcr.io/a/b\n", "'b\n' is not a valid segment")]
    [InlineData("ghcr.io/", "the repository name is empty")]
    public void What_is_wrong_is_named(string text, string part)
    {
        Assert.False(ImageReference.TryParse(text, out _, out var problem));
        Assert.Contains(part, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_over_255_characters_is_refused() =>
        Assert.False(ImageReference.TryParse("ghcr.io/" + new string('a', 250), out _, out _));

    [Theory]
    [InlineData("ghcr.io/Acme/Server:RC1", "ghcr.io/acme/server:RC1")]
    [InlineData("ghcr.io/acme/server", null)]
    [InlineData("ghcr.io/Acme//x", null)]
    public void Lower_case_is_suggested_where_that_is_all_it_takes(string text, string? suggestion) =>
        Assert.Equal(suggestion, ImageReference.SuggestLowercase(text));

    [Fact]
    public void The_error_carries_the_suggestion()
    {
        var failure = Assert.Throws<FormatException>(() => ImageReference.Parse("ghcr.io/Acme/x"));
        Assert.Contains("'ghcr.io/acme/x' would be valid", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Latest_is_added_only_to_a_bare_name()
    {
        Assert.Equal("docker.io/library/a:latest", ImageReference.Parse("a").WithDefaultTag().ToString());
        Assert.Equal("docker.io/library/a:1", ImageReference.Parse("a:1").WithDefaultTag().ToString());
    }

    [Fact]
    public void Every_reference_that_is_accepted_reads_back_as_itself()
    {
        var alphabet = Gen.Elements('a', 'b', 'Z', '0', '.', '_', '-', ':', '/', '@', '[', ']', ' ', 'é');
        var text = Gen.ListOf(alphabet).Select(characters => new string([.. characters]));
        Prop.ForAll(text.ToArbitrary(), candidate =>
            !ImageReference.TryParse(candidate, out var reference, out _)
            || ImageReference.Parse(reference.ToString()) == reference)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
