using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Events;

/// <summary>Reads CloudEvents 1.0 from requests, in structured and in binary mode (HTTP protocol binding, section 3).</summary>
internal static class EventReader
{
    /// <exception cref="EventRefusal">It is no event.</exception>
    public static ReceivedEvent Read(HttpRequest request, byte[] body, bool signed, DateTimeOffset at)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType : null;
        return type switch
        {
            "application/cloudevents+json" => Structured(Json(body), signed, at),
            "application/json" when request.Headers.ContainsKey("ce-specversion") => Binary(request, Json(body), signed, at),
            _ => throw new EventRefusal(StatusCodes.Status415UnsupportedMediaType, $"content type '{request.ContentType}' carries no CloudEvent in JSON"),
        };
    }

    private static ReceivedEvent Structured(JsonElement json, bool signed, DateTimeOffset at)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Malformed("an event is an object");
        string? Attribute(string name) => json.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw Malformed($"'{name}' is no string")
            : null;
        return Event(Attribute, json.TryGetProperty("data", out var data) ? data.Clone() : null, "structured", signed, at);
    }

    private static ReceivedEvent Binary(HttpRequest request, JsonElement data, bool signed, DateTimeOffset at) =>
        Event(name => request.Headers[$"ce-{name}"] is [{ } value] ? Decode(value) : null, data, "binary", signed, at);

    private static ReceivedEvent Event(Func<string, string?> attribute, JsonElement? data, string mode, bool signed, DateTimeOffset at)
    {
        string Required(string name) => attribute(name) is { Length: > 0 } value ? value : throw Malformed($"'{name}' is missing");
        if (Required("specversion") is var version && version != "1.0")
            throw Malformed($"specversion '{version}' is not 1.0");
        return new ReceivedEvent
        {
            Id = Required("id"),
            Source = Required("source"),
            Type = Required("type"),
            Subject = attribute("subject"),
            DataSchema = attribute("dataschema"),
            Data = data,
            Mode = mode,
            Signed = signed,
            At = at,
        };
    }

    private static JsonElement Json(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            throw Malformed("the body is no JSON");
        }
    }

    /// <summary>Header values are percent-encoded UTF-8 (section 3.1.3.2).</summary>
    private static string Decode(string value)
    {
        if (value.Any(c => c is <= ' ' or > '~' or '"'))
            throw Malformed($"header value '{value}' is not percent-encoded");
        var bytes = new List<byte>();
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] != '%')
            {
                bytes.Add((byte)value[at]);
                continue;
            }

            if (at + 2 >= value.Length || !byte.TryParse(value.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
                throw Malformed($"header value '{value}' has a percent sign that encodes nothing");
            bytes.Add(octet);
            at += 2;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static EventRefusal Malformed(string message) => new(StatusCodes.Status400BadRequest, message);
}
