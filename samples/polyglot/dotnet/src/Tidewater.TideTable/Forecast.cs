using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidewater.TideTable;

/// <summary>What the service answers for one harbour.</summary>
internal sealed record Forecast(string Harbour, IReadOnlyList<Point> Points)
{
    /// <summary>Reads one JSON document.</summary>
    /// <exception cref="JsonException">The document is not a forecast.</exception>
    public static Forecast Read(Stream json) =>
        JsonSerializer.Deserialize(json, ForecastJson.Default.Forecast) ?? throw new JsonException("the forecast is null");
}

/// <summary>A height in metres above chart datum.</summary>
internal sealed record Point(string At, double Metres, string? Kind = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Forecast))]
internal sealed partial class ForecastJson : JsonSerializerContext;
