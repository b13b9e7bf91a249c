using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Model;

namespace Drayage.Oci.Documents;

internal sealed class DigestJsonConverter : JsonConverter<Digest>
{
    /// <summary>Otherwise a null would pass for a digest that is required.</summary>
    public override bool HandleNull => true;

    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return Digest.TryParse(text, out var digest) ? digest : throw new JsonException($"'{text}' is not a digest");
    }

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
