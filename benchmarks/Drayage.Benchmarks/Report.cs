using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks;

/// <summary>One race with its setting.</summary>
internal sealed record Report(string Name, string Setting, ImmutableArray<Standing> Standings)
{
    /// <summary>Sizes in bytes of what was compared, by name.</summary>
    public ImmutableDictionary<string, long> Sizes { get; init; } = ImmutableDictionary<string, long>.Empty;

    public ImmutableArray<Figure> Figures { get; init; } = [];

    public ImmutableArray<Limit> Limits { get; init; } = [];

    public ImmutableArray<Verdict> Verdicts { get; init; } = [];

    /// <summary>How a contender did.</summary>
    public Standing Of(string contender) => Standings.First(standing => standing.Name == contender);

    public void Write(TextWriter output) => new ReportTable(this).Write(output);

    public void Save(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, $"{Name}.json"), JsonSerializer.Serialize(this, ReportJson.Default.Report) + "\n");
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
