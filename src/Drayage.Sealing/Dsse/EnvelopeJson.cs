using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Drayage.Model;

namespace Drayage.Sealing.Dsse;

/// <summary>Reads and writes the JSON form of an envelope.</summary>
internal static class EnvelopeJson
{
    // The default encoder would write '+' of base64 as \u002B: valid, but not what any other tool writes.
    private static readonly EnvelopeJsonContext Context = new(new JsonSerializerOptions(EnvelopeJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static DsseEnvelope Read(ReadOnlySpan<byte> json, string origin)
    {
        try
        {
            var wire = JsonSerializer.Deserialize(json, Context.EnvelopeWire) ?? throw new FormatException("it is the word null");
            return new DsseEnvelope
            {
                PayloadType = wire.PayloadType,
                Payload = StrictBase64.Decode(wire.Payload, "payload"),
                Signatures = [.. wire.Signatures.Select(Signature)],
                UnknownFields = Kept(wire.Unknown),
            };
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{origin} is no signed envelope (DSSE)",
                error.Message,
                "fetch the file again, or check that it is the one that the release published",
                error);
        }
    }

    public static byte[] Write(DsseEnvelope envelope)
    {
        var wire = new EnvelopeWire
        {
            Payload = Convert.ToBase64String(envelope.Payload.Span),
            PayloadType = envelope.PayloadType,
            Signatures =
            [
                .. envelope.Signatures.Select(signature => new SignatureWire
                {
                    KeyId = signature.KeyId.Length > 0 ? signature.KeyId : null,
                    Sig = Convert.ToBase64String(signature.Value.Span),
                    Unknown = signature.UnknownFields.IsEmpty ? null : new(signature.UnknownFields),
                }),
            ],
            Unknown = envelope.UnknownFields.IsEmpty ? null : new(envelope.UnknownFields),
        };
        return JsonSerializer.SerializeToUtf8Bytes(wire, Context.EnvelopeWire);
    }

    private static DsseSignature Signature(SignatureWire? wire) => new()
    {
        KeyId = (wire ?? throw new FormatException("one of its signatures is null")).KeyId ?? "",
        Value = StrictBase64.Decode(wire.Sig, "sig"),
        UnknownFields = Kept(wire.Unknown),
    };

    private static ImmutableSortedDictionary<string, JsonElement> Kept(Dictionary<string, JsonElement>? unknown) =>
        unknown is null
            ? ImmutableSortedDictionary<string, JsonElement>.Empty
            : unknown.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
