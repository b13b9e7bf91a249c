using System.Buffers;
using System.Text.Json;
using Drayage.Registries.Python.Access;

namespace Drayage.Registries.Python.Attestations;

/// <summary>
/// Checks the attestations of an upload (PEP 740) as far as that goes without Sigstore's roots: their form, and that each is about the
/// very file. Signatures are not checked.
/// </summary>
internal static class UploadedAttestations
{
    private const string Publish = "https://docs.pypi.org/attestations/publish/v1";
    private const string Provenance = "https://slsa.dev/provenance/v1";
    private const string Statement = "https://in-toto.io/Statement/v1";
    private const int Most = 2;

    /// <returns>The provenance that the index then serves; null for an upload without attestations.</returns>
    /// <exception cref="PythonRefusal">400, with what is wrong.</exception>
    public static byte[]? Read(UploadForm form, UploadedFile file, PythonUser user)
    {
        if (form["attestations"] is not { Length: > 0 } text)
            return null;
        if (user.Job is not { } job)
            throw Refuse("Attestations are only supported when using Trusted Publishing");
        try
        {
            using var document = JsonDocument.Parse(text);
            CheckAll(document.RootElement, file);
            return ProvenanceOf(job, document.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Refuse($"Malformed attestations: {malformed.Message}");
        }
    }

    private static void CheckAll(JsonElement attestations, UploadedFile file)
    {
        var count = attestations.GetArrayLength();
        if (count == 0)
            throw Refuse("Malformed attestations: an empty attestation set is not permitted");
        if (count > Most)
            throw Refuse($"A maximum of {Most} attestations per file are supported");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attestation in attestations.EnumerateArray())
        {
            var type = Check(attestation, file);
            if (!seen.Add(type))
                throw Refuse($"Multiple attestations for the same file with the same predicate type ({type}) are not supported");
        }
    }

    /// <returns>The predicate type.</returns>
    private static string Check(JsonElement attestation, UploadedFile file)
    {
        if (attestation.GetProperty("version").GetInt32() != 1)
            throw Refuse("Malformed attestations: the version of an attestation is not 1");
        var material = attestation.GetProperty("verification_material");
        material.GetProperty("certificate").GetBytesFromBase64();
        if (material.GetProperty("transparency_entries").GetArrayLength() == 0)
            throw Refuse("Malformed attestations: an attestation has no transparency entry");
        var envelope = attestation.GetProperty("envelope");
        envelope.GetProperty("signature").GetBytesFromBase64();
        using var statement = JsonDocument.Parse(envelope.GetProperty("statement").GetBytesFromBase64());
        return CheckStatement(statement.RootElement, file);
    }

    private static string CheckStatement(JsonElement statement, UploadedFile file)
    {
        if (statement.GetProperty("_type").GetString() != Statement)
            throw Unverified("invalid statement: its type is not in-toto's Statement v1");
        if (statement.GetProperty("subject").GetArrayLength() != 1)
            throw Unverified("invalid statement: expected exactly one subject");
        var subject = statement.GetProperty("subject")[0];
        if (subject.GetProperty("name").GetString() is var name && name != file.Name)
            throw Unverified($"subject does not match distribution name: {name} != {file.Name}");
        if (subject.GetProperty("digest").GetProperty("sha256").GetString() != file.Sha256)
            throw Unverified("subject does not match distribution digest");
        var type = statement.GetProperty("predicateType").GetString()!;
        return type is Publish or Provenance ? type : throw Refuse($"Attestation with unsupported predicate type: {type}");
    }

    private static byte[] ProvenanceOf(TrustedJob job, JsonElement attestations)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteStartArray("attestation_bundles");
            json.WriteStartObject();
            json.WritePropertyName("publisher");
            WritePublisher(json, job);
            json.WritePropertyName("attestations");
            attestations.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WritePublisher(Utf8JsonWriter json, TrustedJob job)
    {
        json.WriteStartObject();
        json.WriteString("kind", job.Repository is null ? "OIDC" : "GitHub");
        json.WriteStartObject("claims");
        json.WriteString("sub", job.Subject);
        json.WriteEndObject();
        if (job.Repository is { } repository)
        {
            json.WriteString("repository", repository);
            json.WriteString("workflow", job.Workflow);
            json.WriteString("environment", job.Environment);
        }

        json.WriteEndObject();
    }

    private static PythonRefusal Unverified(string reason) => Refuse($"Could not verify the uploaded artifact using the included attestation: {reason}");

    private static PythonRefusal Refuse(string reason) => PythonRefusal.BadRequest($"Invalid attestations supplied during upload: {reason}");
}
