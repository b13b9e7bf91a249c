using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Platform.Http;

namespace Drayage.Oci.Distribution;

/// <summary>The body of a refusal (distribution specification 1.1, "Error Codes").</summary>
internal sealed record RegistryErrorBody
{
    private const int MaxMessage = 500;

    public ImmutableArray<Item?>? Errors { get; init; }

    /// <summary>Reads an error body; anything else gives no errors.</summary>
    public static ImmutableArray<RegistryError> Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, RegistryJson.Default.RegistryErrorBody);
            var items = answer?.Errors is { IsDefaultOrEmpty: false } listed ? listed : [];
            return [.. items.OfType<Item>().Select(item => new RegistryError(Clean(item.Code), Clean(item.Message)))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Clean(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > MaxMessage ? line[..MaxMessage] : line;
    }

    internal sealed record Item
    {
        public string? Code { get; init; }

        public string? Message { get; init; }
    }
}
