namespace Tidewater.TideTable;

/// <summary>Lays a forecast out as lines.</summary>
internal static class Table
{
    public static IEnumerable<string>? Lines(Forecast forecast, string format) => format switch
    {
        "text" => forecast.Points.Select(p => $"{p.At}  {p.Kind,-4}  {p.Metres,6:F2} m"),
        "markdown" => forecast.Points.Select(p => $"| {p.At} | {p.Kind} | {p.Metres:F2} |")
            .Prepend("|---|---|---:|")
            .Prepend($"| {forecast.Harbour} | turn | metres |"),
        "csv" => forecast.Points.Select(p => $"{p.At},{p.Kind},{p.Metres:F3}").Prepend("at,turn,metres"),
        _ => null,
    };
}
