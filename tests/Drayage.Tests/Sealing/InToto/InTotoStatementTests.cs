using System.Text;
using System.Text.Json;
using Drayage.Model;
using Drayage.Sealing.Dsse;
using Drayage.Sealing.InToto;
using Drayage.Sealing.Keys;
using Xunit;

namespace Drayage.Tests.Sealing.InToto;

public sealed class InTotoStatementTests
{
    private const string Predicate = """{ "b": 1.0,  "a": "ü+<" }""";
    private static readonly Digest Empty = Digest.OfSha256([]);

    [Fact]
    public void The_json_form_is_exact_sorted_and_keeps_the_predicate_byte_for_byte()
    {
        var statement = Statement(InTotoSubject.Of("b+1.tar.gz", Empty), InTotoSubject.Of("a", Empty));
        var expected =
            $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"{{{Empty.Hex}}}"}},"""
            + $$$"""{"name":"b+1.tar.gz","digest":{"sha256":"{{{Empty.Hex}}}"}}],"predicateType":"https://example.org/p/v1","predicate":"""
            + Predicate + "}";
        Assert.Equal(expected, Encoding.UTF8.GetString(statement.ToJson()));
        Assert.Equal(statement.ToJson(), (statement with { Subjects = [.. statement.Subjects.Reverse()] }).ToJson());
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var statement = Statement(InTotoSubject.Of("a", Empty));
        var back = InTotoStatement.Parse(statement.ToJson(), "memory");
        Assert.Equal(statement.PredicateType, back.PredicateType);
        Assert.Equal(Predicate, Encoding.UTF8.GetString(back.Predicate.Span));
        Assert.True(Assert.Single(back.Subjects).Has(Empty));
        Assert.False(back.Subjects[0].Has(Digest.OfSha256("x"u8)));
        Assert.Equal(statement.ToJson(), back.ToJson());
    }

    [Fact]
    public void Sealed_and_opened_it_is_the_same()
    {
        using var key = SigningKey.Generate();
        var statement = Statement(InTotoSubject.Of("a", Empty));
        var envelope = DsseEnvelope.Parse(statement.SealedBy(key).ToJson(), "memory");
        Assert.Single(envelope.Verify(key.PublicKey));
        Assert.Equal("application/vnd.in-toto+json", envelope.PayloadType);
        Assert.Equal(statement.ToJson(), InTotoStatement.From(envelope, "memory").ToJson());
        Assert.Throws<ReleaseException>(() => InTotoStatement.From(envelope with { PayloadType = "text/plain" }, "memory"));
    }

    [Fact]
    public void A_predicate_that_is_no_json_is_not_written() => Assert.ThrowsAny<JsonException>(
        () => (Statement() with { Predicate = "{}}"u8.ToArray() }).ToJson());

    [Fact]
    public void Fields_and_digests_of_others_are_read()
    {
        const string json = """
            {"subject":[{"uri":"pkg:x","digest":{"gitCommit":"abc","sha512":"d"}}],"predicateType":"p","predicate":{},
             "_type":"https://in-toto.io/Statement/v1","more":1}
            """;
        var subject = Assert.Single(InTotoStatement.Parse(Encoding.UTF8.GetBytes(json), "memory").Subjects);
        Assert.Equal("", subject.Name);
        Assert.Equal(["gitCommit", "sha512"], subject.Digests.Keys);
    }

    [Theory]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v0.1","subject":[],"predicateType":"p","predicate":{}}""", "Statement/v0.1")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","predicateType":"p","predicate":{}}""", "subject")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{}}],"predicateType":"p","predicate":{}}""", "no digest")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":1}}],"predicateType":"p","predicate":{}}""", "sha256")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"p","predicate":[]}""", "predicate")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[],"subject":[],"predicateType":"p","predicate":{}}""", "subject")]
    [InlineData("[]", "_type")]
    [InlineData("{", "")]
    public void Anything_else_is_refused(string json, string expected)
    {
        var error = Assert.Throws<ReleaseException>(() => InTotoStatement.Parse(Encoding.UTF8.GetBytes(json), "waybill"));
        Assert.Equal("waybill is no in-toto statement", error.Message);
        Assert.Contains(expected, error.Because);
    }

    private static InTotoStatement Statement(params InTotoSubject[] subjects) => new()
    {
        Subjects = [.. subjects],
        PredicateType = "https://example.org/p/v1",
        Predicate = Encoding.UTF8.GetBytes(Predicate),
    };
}
