using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.Sealing.Waybills;

/// <summary>The waybill as it is written: the <c>predicate</c> of the in-toto Statement. Schema: <c>docs/schemas/waybill-v1.json</c>.</summary>
internal sealed record WaybillDocument
{
    public required string Project { get; init; }

    public required SourceDocument Source { get; init; }

    public required ImmutableArray<ComponentDocument> Components { get; init; }

    public required ImmutableArray<ArtifactDocument> Artifacts { get; init; }

    public required ImmutableArray<ConsignmentDocument> Consignments { get; init; }

    public RecipesDocument? Recipes { get; init; }
}

internal sealed record SourceDocument
{
    public required string Commit { get; init; }

    public required long CommitTime { get; init; }
}

internal sealed record ComponentDocument
{
    public required string Id { get; init; }

    public required string Ecosystem { get; init; }

    public required string Package { get; init; }

    public required string Version { get; init; }

    public required string NativeVersion { get; init; }

    public required string Tag { get; init; }
}

internal sealed record ArtifactDocument
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    public string? Component { get; init; }

    public string? Platform { get; init; }

    public required string Digest { get; init; }

    public required long Size { get; init; }
}

internal sealed record ConsignmentDocument
{
    public required string Id { get; init; }

    public required string Destination { get; init; }

    public required string Kind { get; init; }

    public required string Address { get; init; }

    public required string Version { get; init; }

    /// <summary>Not stated by early writers.</summary>
    public ImmutableArray<string>? Components { get; init; }

    /// <summary>Not stated by early writers, which knew one phase.</summary>
    public int? Phase { get; init; }

    public required ImmutableArray<EffectDocument> Effects { get; init; }

    public ImmutableArray<string>? Needs { get; init; }

    public ImmutableSortedDictionary<string, string>? Options { get; init; }

    public AnnouncementDocument? Announcement { get; init; }
}

/// <summary><c>open</c>, <c>put</c>, <c>point</c> or <c>announce</c>.</summary>
internal sealed record EffectDocument
{
    public required string Type { get; init; }

    public string? Name { get; init; }

    public string? Digest { get; init; }

    public long? Size { get; init; }

    /// <summary>What an announced event is about; <see cref="Name"/> is then its type.</summary>
    public string? Subject { get; init; }
}

internal sealed record AnnouncementDocument
{
    /// <summary>True where people read it; absent otherwise.</summary>
    public bool? Notice { get; init; }

    public required string Tag { get; init; }

    public required ImmutableSortedDictionary<string, string> Versions { get; init; }

    public required ImmutableArray<string> Events { get; init; }

    public required ImmutableArray<string> About { get; init; }

    public required ImmutableArray<string> Waybills { get; init; }
}

/// <summary>Relaxed escaping keeps <c>+</c> of versions readable; the document is never put into HTML as it is.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WaybillDocument))]
internal sealed partial class WaybillJson : JsonSerializerContext
{
    public static WaybillJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
