using System.Text.Json;

namespace Drayage.Ecosystems.Python.Publishing.Attestations;

/// <summary>An attestation object (PEP 740): an in-toto statement about one file, its signature, and what verifies that.</summary>
/// <param name="Text">The object as it was found.</param>
/// <param name="Subject">The file that it names.</param>
/// <param name="Sha256">That file's digest, lower-case hexadecimal.</param>
/// <param name="Signature">In base64.</param>
internal sealed record Attestation(string Text, string Subject, string Sha256, string PredicateType, string Signature)
{
    private const string StatementType = "https://in-toto.io/Statement/v1";

    /// <exception cref="FormatException">It is about more than one file, or no such object. Other exceptions of reading JSON say the same.</exception>
    public static Attestation Read(JsonElement attestation, string text)
    {
        if (attestation.GetProperty("version").GetInt32() != 1)
            throw new FormatException("its version is not 1");
        var material = attestation.GetProperty("verification_material");
        if (material.GetProperty("certificate").GetString() is not { Length: > 0 } || material.GetProperty("transparency_entries").GetArrayLength() == 0)
            throw new FormatException("it lacks its certificate or its entry in a transparency log");
        var envelope = attestation.GetProperty("envelope");
        using var statement = JsonDocument.Parse(envelope.GetProperty("statement").GetBytesFromBase64());
        var root = statement.RootElement;
        if (root.GetProperty("_type").GetString() is var type && type != StatementType)
            throw new FormatException($"its statement is of type {type} instead of {StatementType}");
        if (root.GetProperty("subject").GetArrayLength() is var count && count != 1)
            throw new FormatException($"it is about {count} subjects, and indexes take one");
        var subject = root.GetProperty("subject")[0];
        return new Attestation(
            text,
            subject.GetProperty("name").GetString() ?? "",
            subject.GetProperty("digest").GetProperty("sha256").GetString()?.ToLowerInvariant() ?? "",
            root.GetProperty("predicateType").GetString() ?? "",
            envelope.GetProperty("signature").GetString() ?? "");
    }

    public bool IsAbout(string name, string sha256) => Subject == name && Sha256 == sha256;
}
