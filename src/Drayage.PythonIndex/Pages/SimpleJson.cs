using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Drayage.PythonIndex.Pages;

/// <summary>Writes pages of the simple repository API as JSON (PEP 691 and PEP 700), version 1.1.</summary>
internal static class SimpleJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Root(IEnumerable<string> names) => Write(json =>
    {
        json.WriteStartArray("projects");
        foreach (var name in names)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static byte[] Project(IndexedProject project) => Write(json =>
    {
        json.WriteString("name", project.Name);
        json.WriteStartArray("versions");
        foreach (var version in project.Versions)
            json.WriteStringValue(version);
        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (var file in project.Files)
            Write(json, file);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, IndexedFile file)
    {
        json.WriteStartObject();
        json.WriteString("filename", file.Name);
        json.WriteString("url", file.Url);
        Hashes(json, "hashes", file.Sha256);
        json.WriteNumber("size", file.Size);
        if (file.RequiresPython is not null)
            json.WriteString("requires-python", file.RequiresPython);
        // Never under its older name: pip 22.3 to 23.0 fail at that (PEP 714).
        if (file.MetadataSha256 is { } metadata)
            Hashes(json, "core-metadata", metadata);
        if (file.Yanked is { Length: > 0 } reason)
            json.WriteString("yanked", reason);
        else
            json.WriteBoolean("yanked", file.Yanked is not null);
        if (file.Uploaded is { } uploaded)
            json.WriteString("upload-time", uploaded.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Hashes(Utf8JsonWriter json, string name, string sha256)
    {
        json.WriteStartObject(name);
        json.WriteString("sha256", sha256);
        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteString("api-version", "1.1");
            json.WriteEndObject();
            content(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
