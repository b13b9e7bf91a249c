using System.Globalization;
using System.Text;
using System.Text.Json;
using Drayage.Listening.Queue;
using Drayage.Model.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Drayage.Listening.Intake;

/// <summary>Takes CloudEvents 1.0 into the queue, in structured and in binary mode (HTTP protocol binding, section 3).</summary>
internal sealed class CloudEventReader(ReleaseQueue queue)
{
    private const string Structured = "application/cloudevents+json";
    private const string Published = "dev.drayage." + EventTypes.ReleasePublished;

    /// <summary>Whether a content type can carry an event.</summary>
    public static bool IsContent(HttpRequest request) => MediaTypeOf(request) is { } type
        && (type == Structured || (type == "application/json" && request.Headers.ContainsKey("ce-specversion")));

    public Receipt Take(HttpRequest request, byte[] body)
    {
        try
        {
            var (attribute, data) = MediaTypeOf(request) == Structured ? ReadStructured(body) : ReadBinary(request, body);
            if (Required(attribute, "specversion") is var version && version != "1.0")
                return Malformed($"specversion '{version}' is not 1.0");
            var (id, source, type) = (Required(attribute, "id"), Required(attribute, "source"), Required(attribute, "type"));
            if (type != Published)
                return new Receipt.Ignored();
            var key = KeyOfMessage.CloudEvent(source, id);
            return queue.IsKnown(key) ? new Receipt.Known() : Accept(data, key);
        }
        // JSON allows half of a surrogate pair, which is no text and not an error of JSON's own.
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException)
        {
            return Malformed(malformed.Message);
        }
    }

    private Receipt Accept(ReadOnlySpan<byte> data, string key)
    {
        ReleaseEvent told;
        try
        {
            told = EventCodec.Read(data);
        }
        catch (FormatException refused)
        {
            return new Receipt.Refused(StatusCodes.Status422UnprocessableEntity, refused.Message);
        }

        if (told is not ReleaseEvent.Published published)
            return Malformed($"the event is of type {told.Type}, and its envelope says {Published}");
        var release = new ReleaseReference(published.Release.Tag, published.Release.Waybill.Digest);
        return queue.Accept(release, key) ? new Receipt.Accepted(release) : new Receipt.Known();
    }

    private static (Func<string, string?> Attribute, byte[] Data) ReadStructured(byte[] body)
    {
        var json = JsonElement.Parse(body);
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException("an event is an object");
        var data = json.TryGetProperty("data", out var value) ? Encoding.UTF8.GetBytes(value.GetRawText()) : [];
        return (name => json.TryGetProperty(name, out var attribute) && attribute.ValueKind == JsonValueKind.String ? attribute.GetString() : null, data);
    }

    private static (Func<string, string?> Attribute, byte[] Data) ReadBinary(HttpRequest request, byte[] body)
    {
        JsonElement.Parse(body);
        return (name => request.Headers[$"ce-{name}"] is [{ } value] ? Decode(value) : null, body);
    }

    private static string Required(Func<string, string?> attribute, string name) =>
        attribute(name) is { Length: > 0 } value ? value : throw new FormatException($"'{name}' is missing");

    /// <summary>Values of headers are percent-encoded UTF-8 (section 3.1.3.2).</summary>
    private static string Decode(string value)
    {
        var bytes = new List<byte>(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] == '%' && at + 2 < value.Length && byte.TryParse(value.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                bytes.Add(octet);
                at += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(value[at..(at + 1)]));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string? MediaTypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() : null;

    private static Receipt.Refused Malformed(string message) => new(StatusCodes.Status400BadRequest, message);
}
