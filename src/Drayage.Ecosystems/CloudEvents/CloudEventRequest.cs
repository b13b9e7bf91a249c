using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Drayage.Model.Events;
using Drayage.Pipeline.Announcing;

namespace Drayage.Ecosystems.CloudEvents;

/// <summary>An event as CloudEvents 1.0 has it over HTTP (HTTP protocol binding, sections 3.1 and 3.2).</summary>
/// <param name="Headers">The attributes, in binary mode.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">The event, or its data.</param>
internal sealed record CloudEventRequest(ImmutableArray<KeyValuePair<string, string>> Headers, string ContentType, byte[] Body)
{
    /// <summary>What every intermediary must pass on (specification, "Size limits").</summary>
    public const int Largest = 64 * 1024;

    private const string TypePrefix = "dev.drayage.";
    private const string DataType = "application/json";

    /// <exception cref="Pipeline.Publishing.DeliveryException">The event is too large even without its components.</exception>
    public static CloudEventRequest Of(ReleaseEvent told, CloudEventOptions options)
    {
        var attributes = Attributes(told, options.Source);
        if (!options.IsBinary)
            return new CloudEventRequest([], "application/cloudevents+json; charset=utf-8", FittedEvent.Write(told, Largest, fitted => Structured(attributes, fitted)));
        ImmutableArray<KeyValuePair<string, string>> headers =
            [.. attributes.Where(a => a.Key != "datacontenttype").Select(a => KeyValuePair.Create($"ce-{a.Key}", Escape(a.Value)))];
        var size = headers.Sum(header => header.Key.Length + header.Value.Length);
        return new CloudEventRequest(headers, DataType, FittedEvent.Write(told, Largest - size, EventCodec.Write));
    }

    private static ImmutableArray<KeyValuePair<string, string>> Attributes(ReleaseEvent told, string source) =>
    [
        new("specversion", "1.0"),
        new("id", told.Id),
        new("source", source),
        new("type", TypePrefix + told.Type),
        new("subject", told.Subject),
        new("datacontenttype", DataType),
        new("dataschema", ReleaseEvent.SchemaId),
    ];

    private static byte[] Structured(ImmutableArray<KeyValuePair<string, string>> attributes, ReleaseEvent told)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in attributes)
                json.WriteString(name, value);
            json.WritePropertyName("data");
            json.WriteRawValue(EventCodec.Write(told));
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Section 3.1.3.2: space, quotation mark, percent and everything outside printable ASCII are percent-encoded.</summary>
    private static string Escape(string value)
    {
        var text = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            if (octet is > 0x20 and < 0x7f and not (byte)'"' and not (byte)'%')
                text.Append((char)octet);
            else
                text.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
