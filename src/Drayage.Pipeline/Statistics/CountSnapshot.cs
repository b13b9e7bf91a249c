using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Pipeline.Statistics;

/// <summary>Totals at one time. From two of them follows what came between.</summary>
/// <param name="At">When they were told.</param>
public sealed record CountSnapshot(DateTimeOffset At, ImmutableArray<CountedTotal> Totals)
{
    /// <summary>One line of JSON, with its line ending.</summary>
    public string Write() => JsonSerializer.Serialize(this, SnapshotJson.Default.CountSnapshot) + "\n";

    /// <summary>All lines of a file, oldest first.</summary>
    /// <exception cref="FormatException">A line is none; the message names it.</exception>
    public static ImmutableArray<CountSnapshot> Read(IEnumerable<string> lines)
    {
        var snapshots = ImmutableArray.CreateBuilder<CountSnapshot>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                var snapshot = JsonSerializer.Deserialize(line, SnapshotJson.Default.CountSnapshot);
                snapshots.Add(snapshot is { Totals.IsDefault: false } ? snapshot : throw new JsonException("it has no totals"));
            }
            catch (JsonException malformed)
            {
                throw new FormatException($"line {number} is no snapshot: {malformed.Message}", malformed);
            }
        }

        return [.. snapshots.OrderBy(snapshot => snapshot.At)];
    }
}

/// <summary>One total of a snapshot.</summary>
public sealed record CountedTotal(string Destination, string Package, string Item, long Total);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CountSnapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
