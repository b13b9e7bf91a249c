using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Drayage.Model;

namespace Drayage.Formats.Json;

/// <summary>Reads JSON (RFC 8259) into values with places. A byte order mark is skipped; comments and trailing commas are errors.</summary>
public static class JsonText
{
    /// <param name="path">The path that the places name.</param>
    /// <exception cref="JsonSyntaxException">The text is not JSON.</exception>
    public static JsonItem Parse(string path, ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 256 });
        var places = new Places(path, utf8);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, ref places);
            reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            var at = new SourceLocation(path, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1);
            throw new JsonSyntaxException(Cause(error.Message), at, error);
        }
    }

    private static JsonItem ReadValue(ref Utf8JsonReader reader, ref Places places)
    {
        var at = places.Of(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, ref places, at),
            JsonTokenType.StartArray => ReadArray(ref reader, ref places, at),
            JsonTokenType.String => new JsonItem.String(at, StringOf(ref reader)),
            JsonTokenType.Number => new JsonItem.Number(at, Encoding.ASCII.GetString(reader.ValueSpan)),
            JsonTokenType.True or JsonTokenType.False => new JsonItem.Boolean(at, reader.TokenType == JsonTokenType.True),
            _ => new JsonItem.Null(at),
        };
    }

    private static JsonItem.Object ReadObject(ref Utf8JsonReader reader, ref Places places, SourceLocation at)
    {
        var members = ImmutableArray.CreateBuilder<JsonMember>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyAt = places.Of(reader.TokenStartIndex);
            var name = StringOf(ref reader);
            reader.Read();
            members.Add(new JsonMember(name, keyAt, ReadValue(ref reader, ref places)));
        }

        return new JsonItem.Object(at, members.DrainToImmutable());
    }

    private static JsonItem.Array ReadArray(ref Utf8JsonReader reader, ref Places places, SourceLocation at)
    {
        var elements = ImmutableArray.CreateBuilder<JsonItem>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            elements.Add(ReadValue(ref reader, ref places));
        return new JsonItem.Array(at, elements.DrainToImmutable());
    }

    // A lone surrogate is legal JSON (RFC 8259, 8.2) and reaches ECMAScript as it is; the reader refuses to transcode it.
    private static string StringOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    // System.Text.Json appends its own position, counted from 0; ours is reported apart.
    private static string Cause(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var cut and > 0 ? message[..cut] : message;

    // Tokens come in rising order, so that one pass over the bytes serves all of them.
    private ref struct Places(string path, ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> utf8 = utf8;
        private int line = 1;
        private int lineStart;
        private int seen;

        public SourceLocation Of(long index)
        {
            var end = (int)index;
            while (utf8[seen..end].IndexOf((byte)'\n') is var newline and >= 0)
            {
                line++;
                seen += newline + 1;
                lineStart = seen;
            }

            seen = end;
            return new SourceLocation(path, line, Encoding.UTF8.GetCharCount(utf8[lineStart..end]) + 1);
        }
    }
}
