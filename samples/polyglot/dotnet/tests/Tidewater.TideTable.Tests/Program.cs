using System.Text;
using System.Text.Json;
using Tidewater.TideTable;

// A program of its own, so that the tests need no package.
int failed = 0;

Forecast forecast = Read("""{"harbour":"selkie","points":[{"at":"2026-03-01T05:51Z","kind":"high","metres":5.012},{"at":"2026-03-01T12:00Z","metres":0.912}]}""");

Check("text lines are aligned", Lines("text"),
    "2026-03-01T05:51Z  high    5.01 m",
    "2026-03-01T12:00Z          0.91 m");
Check("markdown has a head", Lines("markdown"),
    "| selkie | turn | metres |",
    "|---|---|---:|",
    "| 2026-03-01T05:51Z | high | 5.01 |",
    "| 2026-03-01T12:00Z |  | 0.91 |");
Check("csv keeps millimetres", Lines("csv"),
    "at,turn,metres",
    "2026-03-01T05:51Z,high,5.012",
    "2026-03-01T12:00Z,,0.912");
Check("an unknown format has no lines", Table.Lines(forecast, "pdf") ?? []);
Refused("a forecast without points is refused", """{"harbour":"selkie"}""");
Refused("a null forecast is refused", "null");

Console.WriteLine(failed == 0 ? "all passed" : $"{failed} failed");
return failed == 0 ? 0 : 1;

IEnumerable<string> Lines(string format) => Table.Lines(forecast, format)!;

static Forecast Read(string json) => Forecast.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

void Check(string name, IEnumerable<string> actual, params string[] expected) =>
    Report(name, actual.SequenceEqual(expected), string.Join('\n', actual));

void Refused(string name, string json)
{
    try
    {
        Read(json);
        Report(name, false, "it was accepted");
    }
    catch (JsonException)
    {
        Report(name, true, "");
    }
}

void Report(string name, bool passed, string detail)
{
    Console.WriteLine($"{(passed ? "ok    " : "FAILED")}  {name}");
    if (!passed)
    {
        failed++;
        Console.WriteLine(detail);
    }
}
