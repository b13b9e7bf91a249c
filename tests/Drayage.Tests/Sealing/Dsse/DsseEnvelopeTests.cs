using System.Text;
using System.Text.Json;
using Drayage.Model;
using Drayage.Sealing.Dsse;
using Drayage.Sealing.Keys;
using Drayage.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Sealing.Dsse;

public sealed class DsseEnvelopeTests
{
    [Fact]
    public void The_encoding_is_that_of_the_specification() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(PreAuthEncoding.Of("http://example.com/HelloWorld", "hello world"u8)));

    [Fact]
    public void Lengths_count_bytes() => Assert.Equal(
        "DSSEv1 2 ü 0 ", Encoding.UTF8.GetString(PreAuthEncoding.Of("ü", [])));

    [Fact]
    public void No_two_messages_have_one_encoding()
    {
        // Spaces and digits are what could move a boundary.
        var text = Gen.Elements(" 0123a".ToCharArray()).ListOf().Select(characters => string.Concat(characters));
        var property = Prop.ForAll(
            Gen.Zip(Gen.Zip(text, text), Gen.Zip(text, text)).ToArbitrary(),
            messages => messages.Item1 == messages.Item2
                || !Encode(messages.Item1).AsSpan().SequenceEqual(Encode(messages.Item2)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);

        static byte[] Encode((string Type, string Body) message) =>
            PreAuthEncoding.Of(message.Type, Encoding.UTF8.GetBytes(message.Body));
    }

    [Fact]
    public async Task Openssl_verifies_the_signature_over_the_encoding()
    {
        using var directory = new TemporaryDirectory();
        using var key = SigningKey.Generate();
        var envelope = DsseEnvelope.Of("application/vnd.in-toto+json", "{}"u8.ToArray()).SignedBy(key);
        using var json = JsonDocument.Parse(envelope.ToJson());
        directory.Write("key.pub", key.PublicKey.ToPem());
        directory.Write("sig", json.RootElement.GetProperty("signatures")[0].GetProperty("sig").GetBytesFromBase64());
        directory.Write("signed", "DSSEv1 28 application/vnd.in-toto+json 2 {}");
        (await Peer.Require("openssl").In(directory.Path)
            .RunAsync("dgst", "-sha256", "-verify", "key.pub", "-signature", "sig", "signed")).Succeeded();
    }

    [Fact]
    public void Any_payload_survives_the_json_form_byte_for_byte()
    {
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<NonNull<string>>(), (payload, type) =>
            {
                var clean = new string([.. type.Get.Where(character => !char.IsSurrogate(character))]);
                var envelope = DsseEnvelope.Of(clean, payload) with
                {
                    Signatures = [new DsseSignature { KeyId = "", Value = payload }, new DsseSignature { KeyId = "k", Value = payload }],
                };
                var json = envelope.ToJson();
                var back = DsseEnvelope.Parse(json, "memory");
                return back.PayloadType == clean && back.Payload.Span.SequenceEqual(payload)
                    && back.Signatures.All(signature => signature.Value.Span.SequenceEqual(payload))
                    && back.ToJson().AsSpan().SequenceEqual(json);
            });
        Check.QuickThrowOnFailure(property);
    }

    [Fact]
    public void The_json_form_is_what_other_tools_write()
    {
        var envelope = DsseEnvelope.Of("a+b/<c>", new byte[] { 0xfb, 0xef, 0xff }) with
        {
            Signatures = [new DsseSignature { KeyId = "id", Value = new byte[] { 0xfb } }],
        };
        Assert.Equal(
            """{"payload":"++//","payloadType":"a+b/<c>","signatures":[{"keyid":"id","sig":"+w=="}]}""",
            Encoding.UTF8.GetString(envelope.ToJson()));
    }

    [Fact]
    public void The_keys_that_signed_are_told_and_no_others()
    {
        using var first = SigningKey.Generate();
        using var second = SigningKey.Generate();
        using var stranger = SigningKey.Generate();
        var envelope = DsseEnvelope.Of("type", "payload"u8.ToArray()).SignedBy(first).SignedBy(second).SignedBy(first);

        var signers = envelope.Verify(stranger.PublicKey, second.PublicKey, first.PublicKey, first.PublicKey);

        Assert.Equal([first.KeyId, second.KeyId], signers.Select(key => key.KeyId));
        Assert.Empty(envelope.Verify(stranger.PublicKey));
        Assert.Empty(envelope.Verify());
        Assert.Empty((envelope with { Payload = "Payload"u8.ToArray() }).Verify(first.PublicKey));
        Assert.Empty((envelope with { PayloadType = "types" }).Verify(first.PublicKey));
        Assert.Empty((envelope with { Signatures = [] }).Verify(first.PublicKey));
    }

    [Fact]
    public void A_key_id_is_only_a_hint()
    {
        using var key = SigningKey.Generate();
        using var other = SigningKey.Generate();
        var envelope = DsseEnvelope.Of("type", "payload"u8.ToArray()).SignedBy(key);
        var mislabelled = envelope with { Signatures = [envelope.Signatures[0] with { KeyId = other.KeyId }] };
        Assert.Equal(key.KeyId, Assert.Single(mislabelled.Verify(other.PublicKey, key.PublicKey)).KeyId);
        Assert.Empty(mislabelled.Verify(other.PublicKey));
    }

    [Fact]
    public void Unknown_fields_are_kept()
    {
        const string json =
            """{"payload":"","payloadType":"t","signatures":[{"sig":"","cert":"-----","x":[1]}],"future":{"a":1}}""";
        var envelope = DsseEnvelope.Parse(Encoding.UTF8.GetBytes(json), "memory");
        Assert.Equal(1, envelope.UnknownFields["future"].GetProperty("a").GetInt32());
        Assert.Equal("-----", envelope.Signatures[0].UnknownFields["cert"].GetString());
        Assert.Equal(json, Encoding.UTF8.GetString(envelope.ToJson()));
    }

    [Fact]
    public void The_url_safe_alphabet_is_read_too()
    {
        var envelope = DsseEnvelope.Parse("""{"payload":"-_--","payloadType":"t","signatures":[]}"""u8, "memory");
        Assert.Equal([0xfb, 0xff, 0xbe], envelope.Payload.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"payload":"","payloadType":"t"}""")]
    [InlineData("""{"payload":null,"payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"YQ","payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"YR==","payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":" YQ==","payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"YQ==\n","payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"+-aa","payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"","payload":"YQ==","payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"","payloadType":"t","signatures":[{"keyid":"k"}]}""")]
    [InlineData("""{"payload":"","payloadType":"t","signatures":[null]}""")]
    [InlineData("""{"payload":"","payloadType":"t","signatures":[]} x""")]
    public void Anything_else_is_refused(string json)
    {
        var error = Assert.Throws<ReleaseException>(() => DsseEnvelope.Parse(Encoding.UTF8.GetBytes(json), "release.dsse"));
        Assert.Equal("release.dsse is no signed envelope (DSSE)", error.Message);
    }
}
