using System.Text;
using Drayage.Oci.Attaching;
using Xunit;

namespace Drayage.Tests.Oci.Attaching;

public sealed class DocumentKindTests
{
    private const string Statement = """{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"https://slsa.dev/provenance/v1","predicate":{}}""";

    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6"}""", "application/vnd.cyclonedx+json")]
    [InlineData("""{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""", "application/spdx+json")]
    [InlineData("""{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}""", "application/spdx+json")]
    [InlineData(Statement, "application/vnd.in-toto+json")]
    [InlineData("""{"payloadType":"text/plain","payload":"aGk=","signatures":[]}""", "application/vnd.dsse.envelope.v1+json")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","messageSignature":{}}""", "application/vnd.dev.sigstore.bundle.v0.3+json")]
    [InlineData("""{"mediaType":"application/vnd.dev.sigstore.bundle+json;version=0.2"}""", "application/vnd.dev.sigstore.bundle+json;version=0.2")]
    public void Documents_are_known_by_what_their_formats_demand(string json, string expected) => Assert.Equal(expected, Recognise(json)!.MediaType);

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"bomFormat":1}""")]
    [InlineData("""{"bomFormat":"SPDX"}""")]
    [InlineData("""{"_type":"https://example.com/Statement/v1"}""")]
    [InlineData("""{"payloadType":"text/plain","payload":"aGk="}""")]
    [InlineData("""{"mediaType":"application/vnd.oci.image.manifest.v1+json"}""")]
    [InlineData("""{"bomFormat":"CycloneDX" """)]
    public void Everything_else_is_left_to_the_user(string text) => Assert.Null(Recognise(text));

    [Fact]
    public void What_an_attestation_says_is_told_in_the_annotations()
    {
        var payload = Convert.ToBase64String(Encoding.UTF8.GetBytes(Statement));
        var envelope = $$"""{"payloadType":"application/vnd.in-toto+json","payload":"{{payload}}","signatures":[{"sig":"AA=="}]}""";
        Assert.Equal("https://slsa.dev/provenance/v1", Recognise(Statement)!.Annotations["in-toto.io/predicate-type"]);
        Assert.Equal("https://slsa.dev/provenance/v1", Recognise(envelope)!.Annotations["in-toto.io/predicate-type"]);
        var bundle = Recognise($$"""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{{envelope}}}""")!.Annotations;
        Assert.Equal(("dsse-envelope", "https://slsa.dev/provenance/v1"), (bundle["dev.sigstore.bundle.content"], bundle["dev.sigstore.bundle.predicateType"]));
    }

    [Theory]
    [InlineData("bm90IEpTT04=")]
    [InlineData("W10=")]
    [InlineData("?")]
    public void A_payload_that_is_no_statement_makes_no_trouble(string payload)
    {
        var kind = Recognise($$"""{"payloadType":"application/vnd.in-toto+json","payload":"{{payload}}","signatures":[]}""");
        Assert.Equal(("application/vnd.dsse.envelope.v1+json", 0), (kind!.MediaType, kind.Annotations.Count));
    }

    private static DocumentKind? Recognise(string text) => DocumentKind.Recognise(Encoding.UTF8.GetBytes(text));
}
