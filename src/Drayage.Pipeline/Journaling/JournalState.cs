using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Pipeline.Journaling;

/// <summary>The journal replayed: the release it is about and the status of every effect that it mentions.</summary>
public sealed record JournalState
{
    public static JournalState Empty { get; } = new();

    /// <summary>Null for an empty journal.</summary>
    public Digest? Waybill { get; init; }

    public long Records { get; init; }

    public ImmutableDictionary<(string Consignment, string Effect), EffectStatus> Effects { get; init; } =
        ImmutableDictionary<(string Consignment, string Effect), EffectStatus>.Empty;

    public EffectStatus StatusOf(string consignment, string effect) =>
        Effects.GetValueOrDefault((consignment, effect)) ?? new EffectStatus.Pending();

    /// <exception cref="ReleaseException">The record cannot follow those before it.</exception>
    public JournalState Apply(JournalRecord record) => record.Event switch
    {
        JournalEvent.Opened opened when Waybill is null => this with { Waybill = opened.Waybill, Records = record.Number },
        JournalEvent.OfEffect effect when Waybill is not null
            && EffectStatus.Next(StatusOf(effect.Consignment, effect.Effect), effect, record.At) is { } next =>
            this with { Effects = Effects.SetItem((effect.Consignment, effect.Effect), next), Records = record.Number },
        _ => throw Illegal(record),
    };

    private ReleaseException Illegal(JournalRecord record) => new(
        ExitCode.Refused,
        $"journal record {record.Number} cannot follow the records before it",
        record.Event is JournalEvent.OfEffect effect
            ? $"{effect.GetType().Name.ToLowerInvariant()} of '{effect.Effect}' of {effect.Consignment}, which is {StatusOf(effect.Consignment, effect.Effect).Name}"
            : "the journal is opened twice",
        "two runs may have written one journal; move it aside and run: drayage resume (the destinations are then probed anew)");
}
