using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks;

/// <summary>One race with its setting.</summary>
internal sealed record Report(string Name, string Setting, ImmutableArray<Standing> Standings)
{
    /// <summary>Sizes in bytes of what was compared, by name.</summary>
    public ImmutableDictionary<string, long> Sizes { get; init; } = ImmutableDictionary<string, long>.Empty;

    public void Write(TextWriter output)
    {
        output.WriteLine($"{Name}: {Setting}");
        output.WriteLine($"  {"",-28} {"wall",10} {"fastest",10} {"slowest",10} {"cpu",10} {"x wall",8} {"x cpu",8}");
        foreach (Standing s in Standings)
        {
            output.WriteLine(
                $"  {s.Name,-28} {Time(s.WallSeconds),10} {Time(s.FastestWallSeconds),10} {Time(s.SlowestWallSeconds),10} {Time(s.CpuSeconds),10} {s.WallRatio,8:F2} {s.CpuRatio,8:F2}");
        }

        foreach ((string name, long size) in Sizes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"  {name,-28} {size / 1e6,7:F1} MB on disk");
        }

        output.WriteLine();
    }

    public void Save(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, $"{Name}.json"), JsonSerializer.Serialize(this, ReportJson.Default.Report) + "\n");
    }

    private static string Time(double seconds) => seconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:F1} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} s");
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
