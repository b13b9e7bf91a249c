using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Oci.Attaching;

/// <summary>What a document says of itself: an SBOM, an attestation, a signature.</summary>
/// <param name="MediaType">The type that it is attached and found under.</param>
/// <param name="Annotations">What readers of the field look for in lists.</param>
public sealed record DocumentKind(string MediaType, ImmutableSortedDictionary<string, string> Annotations)
{
    public const string CycloneDx = "application/vnd.cyclonedx+json";
    public const string Spdx = "application/spdx+json";
    public const string InToto = "application/vnd.in-toto+json";
    public const string Dsse = "application/vnd.dsse.envelope.v1+json";

    /// <summary>Tells what is attested, without the attestation being read.</summary>
    public const string PredicateAnnotation = "in-toto.io/predicate-type";

    /// <summary>Versions differ at the end: <c>.v0.3+json</c>, <c>+json;version=0.2</c>.</summary>
    private const string SigstoreBundle = "application/vnd.dev.sigstore.bundle";

    private const string SigstoreContent = "dev.sigstore.bundle.content";
    private const string SigstorePredicate = "dev.sigstore.bundle.predicateType";

    /// <summary>Names the kind by the members that each format demands; null for anything else.</summary>
    /// <param name="bytes">The whole document.</param>
    public static DocumentKind? Recognise(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Recognise(document.RootElement) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DocumentKind? Recognise(JsonElement root)
    {
        if (Text(root, "bomFormat") == "CycloneDX")
            return Of(CycloneDx);
        if (Text(root, "spdxVersion")?.StartsWith("SPDX-", StringComparison.Ordinal) == true
            || Text(root, "@context")?.StartsWith("https://spdx.org/rdf/3", StringComparison.Ordinal) == true)
            return Of(Spdx);
        if (IsStatement(root))
            return Of(InToto, (PredicateAnnotation, Text(root, "predicateType")));
        if (IsEnvelope(root))
            return Of(Dsse, (PredicateAnnotation, PredicateOf(root)));
        return Text(root, "mediaType") is { } mediaType && mediaType.StartsWith(SigstoreBundle, StringComparison.Ordinal) ? Bundle(root, mediaType) : null;
    }

    private static DocumentKind Bundle(JsonElement root, string mediaType) => root.TryGetProperty("dsseEnvelope", out var envelope) && IsEnvelope(envelope)
        ? Of(mediaType, (SigstoreContent, "dsse-envelope"), (SigstorePredicate, PredicateOf(envelope)))
        : Of(mediaType, (SigstoreContent, root.TryGetProperty("messageSignature", out _) ? "message-signature" : null));

    private static DocumentKind Of(string mediaType, params ReadOnlySpan<(string Key, string? Value)> annotations)
    {
        var told = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in annotations)
            told = value is null ? told : told.SetItem(key, value);
        return new DocumentKind(mediaType, told);
    }

    private static bool IsStatement(JsonElement root) =>
        Text(root, "_type")?.StartsWith("https://in-toto.io/Statement/", StringComparison.Ordinal) == true;

    private static bool IsEnvelope(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && Text(root, "payloadType") is not null
        && Text(root, "payload") is not null
        && root.TryGetProperty("signatures", out var signatures)
        && signatures.ValueKind == JsonValueKind.Array;

    private static string? PredicateOf(JsonElement envelope)
    {
        if (Text(envelope, "payloadType") != InToto || !envelope.GetProperty("payload").TryGetBytesFromBase64(out var payload))
            return null;
        try
        {
            using var statement = JsonDocument.Parse(payload);
            return statement.RootElement.ValueKind == JsonValueKind.Object ? Text(statement.RootElement, "predicateType") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
