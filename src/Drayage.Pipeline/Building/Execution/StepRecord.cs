using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>What the cache remembers of a finished step.</summary>
internal sealed record StepRecord(ImmutableArray<StoredOutput> Outputs);

/// <summary>One stored output.</summary>
/// <param name="Planned">Planned name, which may hold a <c>*</c>.</param>
/// <param name="Name">Actual name.</param>
internal sealed record StoredOutput(string Planned, string Name, string Digest, long Size);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StepRecord))]
[JsonSerializable(typeof(ToolVersionRecords))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, double>))]
internal sealed partial class BuildCacheJson : JsonSerializerContext;

/// <summary>Versions of programs by <see cref="ToolIdentity"/>.</summary>
internal sealed record ToolVersionRecords(ImmutableSortedDictionary<string, string> Answers);
