using System.Text;
using System.Text.Json;

namespace Drayage.Workflows.Expressions;

/// <summary>JSON in expressions.</summary>
internal static class ExpressionJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null where the text is no JSON.</returns>
    public static ExpressionValue? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null where a part of the value is not known.</returns>
    public static string? Write(ExpressionValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            if (!Write(writer, value))
                return null;
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ExpressionValue Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => ExpressionValue.True,
        JsonValueKind.False => ExpressionValue.False,
        JsonValueKind.Number => new ExpressionValue.Number(element.GetDouble()),
        JsonValueKind.String => ExpressionValue.Of(element.GetString()!),
        JsonValueKind.Array => new ExpressionValue.List([.. element.EnumerateArray().Select(Of)]),
        JsonValueKind.Object => new ExpressionValue.Map([.. element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Of(property.Value)))]),
        _ => ExpressionValue.Nothing,
    };

    private static bool Write(Utf8JsonWriter writer, ExpressionValue value)
    {
        switch (value)
        {
            case ExpressionValue.List { Items: var items }:
                writer.WriteStartArray();
                var allItems = items.All(item => Write(writer, item));
                if (allItems)
                    writer.WriteEndArray();
                return allItems;
            case ExpressionValue.Map { IsOpen: false, Entries: var entries }:
                writer.WriteStartObject();
                foreach (var (name, entry) in entries)
                {
                    writer.WritePropertyName(name);
                    if (!Write(writer, entry))
                        return false;
                }

                writer.WriteEndObject();
                return true;
            case ExpressionValue.Number { Value: var number } when double.IsFinite(number):
                writer.WriteNumberValue(number);
                return true;
            case ExpressionValue.Boolean { Value: var truth }:
                writer.WriteBooleanValue(truth);
                return true;
            case ExpressionValue.Null:
                writer.WriteNullValue();
                return true;
            case ExpressionValue.Text { Value: var text }:
                writer.WriteStringValue(text);
                return true;
            default:
                return false;
        }
    }
}
