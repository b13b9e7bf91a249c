using System.Reflection;
using System.Text.Json;
using Tidewater.TideTable;

string? format = args switch
{
    [] => "text",
    ["--format", var chosen] => chosen,
    _ => null,
};

if (args is ["--version"])
{
    Console.WriteLine($"tide-table {Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}");
    return 0;
}

if (format is not ("text" or "markdown" or "csv"))
{
    Console.Error.WriteLine("usage: tide-table [--format text|markdown|csv] < forecast.json");
    return 2;
}

try
{
    using Stream input = Console.OpenStandardInput();
    foreach (string line in Table.Lines(Forecast.Read(input), format) ?? [])
    {
        Console.WriteLine(line);
    }

    return 0;
}
catch (JsonException error)
{
    Console.Error.WriteLine($"tide-table: the input is not a forecast: {error.Message}");
    return 1;
}
