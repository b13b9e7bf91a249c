using System.Collections.Immutable;

namespace Drayage.Ecosystems.CloudEvents;

/// <summary>How events are posted, as a consignment's options carry it.</summary>
internal sealed record CloudEventOptions
{
    private const string Binary = "binary";

    public required bool IsBinary { get; init; }

    public required string Source { get; init; }

    public static CloudEventOptions Of(ImmutableSortedDictionary<string, string> options) => new()
    {
        IsBinary = options["mode"] == Binary,
        Source = options["source"],
    };

    public ImmutableSortedDictionary<string, string> ToOptions() => ImmutableSortedDictionary<string, string>.Empty
        .Add("mode", IsBinary ? Binary : "structured")
        .Add("source", Source);
}
