using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Drayage.Model;

namespace Drayage.Sealing.InToto;

/// <summary>Reads and writes the JSON form of a statement.</summary>
internal static class StatementJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(InTotoStatement statement)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Readable))
        {
            json.WriteStartObject();
            json.WriteString("_type", InTotoStatement.Type);
            json.WriteStartArray("subject");
            foreach (var subject in statement.Subjects.OrderBy(subject => subject.Name, StringComparer.Ordinal)
                .ThenBy(subject => string.Join(' ', subject.Digests), StringComparer.Ordinal))
            {
                Write(json, subject);
            }
            json.WriteEndArray();
            json.WriteString("predicateType", statement.PredicateType);
            json.WritePropertyName("predicate");
            json.WriteRawValue(statement.Predicate.Span);
            json.WriteEndObject();
        }
        return output.WrittenSpan.ToArray();
    }

    public static InTotoStatement Read(ReadOnlyMemory<byte> json, string origin)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new ReleaseException(ExitCode.Refused, $"{origin} is no in-toto statement", error.Message, hint: null, error);
        }
    }

    private static InTotoStatement Read(JsonElement root)
    {
        var type = Text(root, "_type");
        if (type != InTotoStatement.Type)
            throw new FormatException($"its _type is '{type}' instead of '{InTotoStatement.Type}'");
        var predicate = Field(root, "predicate", JsonValueKind.Object);
        return new InTotoStatement
        {
            Subjects = [.. Field(root, "subject", JsonValueKind.Array).EnumerateArray().Select(Subject)],
            PredicateType = Text(root, "predicateType"),
            Predicate = Encoding.UTF8.GetBytes(predicate.GetRawText()),
        };
    }

    private static void Write(Utf8JsonWriter json, InTotoSubject subject)
    {
        json.WriteStartObject();
        json.WriteString("name", subject.Name);
        json.WriteStartObject("digest");
        foreach (var (algorithm, hex) in subject.Digests)
            json.WriteString(algorithm, hex);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static InTotoSubject Subject(JsonElement subject)
    {
        var digests = Field(subject, "digest", JsonValueKind.Object).EnumerateObject().ToImmutableSortedDictionary(
            digest => digest.Name,
            digest => digest.Value.ValueKind == JsonValueKind.String
                ? digest.Value.GetString()!
                : throw new FormatException($"the digest {digest.Name} of a subject is no text"),
            StringComparer.Ordinal);
        if (digests.IsEmpty)
            throw new FormatException("a subject has no digest");
        var isNamed = subject.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String;
        return new InTotoSubject { Name = isNamed ? name.GetString()! : "", Digests = digests };
    }

    private static string Text(JsonElement parent, string name) => Field(parent, name, JsonValueKind.String).GetString()!;

    private static JsonElement Field(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var field) && field.ValueKind == kind
            ? field
            : throw new FormatException($"the field '{name}' ({kind}) is missing");
}
