using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Sealing.Keys;

namespace Drayage.Sealing.Dsse;

/// <summary>
/// A Dead Simple Signing Envelope (DSSE 1.0.2): bytes, what they are, and signatures over both. The payload is the bytes
/// as they were signed; nothing here parses it.
/// </summary>
public sealed record DsseEnvelope
{
    /// <summary>What the payload is, for example <c>application/vnd.in-toto+json</c>.</summary>
    public required string PayloadType { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    public required ImmutableArray<DsseSignature> Signatures { get; init; }

    /// <summary>Fields that this version does not know, kept as they came.</summary>
    public ImmutableSortedDictionary<string, JsonElement> UnknownFields { get; init; } =
        ImmutableSortedDictionary<string, JsonElement>.Empty;

    /// <summary>An envelope without signatures.</summary>
    public static DsseEnvelope Of(string payloadType, ReadOnlyMemory<byte> payload) =>
        new() { PayloadType = payloadType, Payload = payload, Signatures = [] };

    /// <summary>Reads the JSON form.</summary>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ReleaseException">It is no envelope.</exception>
    public static DsseEnvelope Parse(ReadOnlySpan<byte> json, string origin) => EnvelopeJson.Read(json, origin);

    /// <summary>The JSON form: UTF-8 on one line. The same envelope gives the same bytes.</summary>
    public byte[] ToJson() => EnvelopeJson.Write(this);

    /// <summary>This envelope with one more signature.</summary>
    public DsseEnvelope SignedBy(SigningKey key)
    {
        var value = key.Sign(PreAuthEncoding.Of(PayloadType, Payload.Span));
        return this with { Signatures = Signatures.Add(new DsseSignature { KeyId = key.KeyId, Value = value }) };
    }

    /// <summary>
    /// The keys, of those given, that signed this envelope; none when it proves nothing. A signature's key id is only a
    /// hint, so each signature is tried with each key, the hinted one first.
    /// </summary>
    public ImmutableArray<VerificationKey> Verify(params IEnumerable<VerificationKey> keys)
    {
        var signed = PreAuthEncoding.Of(PayloadType, Payload.Span);
        var waiting = keys.DistinctBy(key => key.KeyId).ToList();
        var verified = ImmutableArray.CreateBuilder<VerificationKey>();
        foreach (var signature in Signatures)
        {
            var signer = waiting.OrderByDescending(key => key.KeyId == signature.KeyId)
                .FirstOrDefault(key => key.Verify(signed, signature.Value.Span));
            if (signer is null)
                continue;
            // One signature counts once, and one key counts once.
            waiting.Remove(signer);
            verified.Add(signer);
        }
        return verified.ToImmutable();
    }
}
