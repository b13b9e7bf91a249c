using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Drayage.Pipeline.Sharding;

/// <summary>
/// What one shard of a build made: <c>partial.json</c> of its directory, beside the bytes under their digests. It is not signed: who
/// merges it checks bytes against digests and everything else against the plan, and trusts the way that it came.
/// </summary>
internal sealed record PartialWaybill
{
    public const string FileName = "partial.json";
    public const string CurrentSchema = "1.0";

    public required string Schema { get; init; }

    public required string Project { get; init; }

    public required string Commit { get; init; }

    /// <summary>Platform of the machine.</summary>
    public required string Shard { get; init; }

    public required ImmutableArray<PartialStep> Steps { get; init; }
}

/// <summary>The outputs of one step.</summary>
internal sealed record PartialStep(string Step, ImmutableArray<PartialOutput> Outputs);

/// <summary>One output.</summary>
/// <param name="Planned">Its name in the plan, which may hold a <c>*</c>.</param>
/// <param name="Name">Its actual name.</param>
internal sealed record PartialOutput(string Planned, string Name, string Digest, long Size);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PartialWaybill))]
internal sealed partial class PartialJson : JsonSerializerContext;
