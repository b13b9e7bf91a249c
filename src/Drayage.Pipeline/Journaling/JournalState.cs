using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;

namespace Drayage.Pipeline.Journaling;

/// <summary>The journal replayed: the release it is about, who writes it, and the status of every effect that it mentions.</summary>
public sealed record JournalState
{
    private static readonly EffectStatus Pending = new EffectStatus.Pending();

    public static JournalState Empty { get; } = new();

    /// <summary>Null for an empty journal.</summary>
    public Digest? Waybill { get; init; }

    public long Records { get; init; }

    /// <summary>Who took the journal up last; null before anybody did.</summary>
    public string? Runner { get; init; }

    /// <summary>The fencing token of the last taking; 0 before it. It only grows.</summary>
    public long Token { get; init; }

    public ImmutableDictionary<(string Consignment, string Effect), EffectStatus> Effects { get; init; } =
        ImmutableDictionary<(string Consignment, string Effect), EffectStatus>.Empty;

    public EffectStatus StatusOf(string consignment, string effect) => Effects.GetValueOrDefault((consignment, effect)) ?? Pending;

    /// <summary>Whether anything of a consignment was ever intended or seen.</summary>
    public bool HasBegun(string consignment) => Effects.Keys.Any(effect => effect.Consignment == consignment);

    /// <summary>Whether anything of a consignment was, or may have been, taken back.</summary>
    public bool IsWithdrawn(string consignment) =>
        Effects.Keys.Any(key => key.Consignment == consignment && key.Effect.StartsWith(Effect.Withdraw.Prefix, StringComparison.Ordinal));

    /// <exception cref="ReleaseException">The record cannot follow those before it.</exception>
    public JournalState Apply(JournalRecord record) => record.Event switch
    {
        JournalEvent.Opened opened when Waybill is null => this with { Waybill = opened.Waybill, Records = record.Number },
        JournalEvent.Taken taken when Waybill is not null && taken.Token > Token =>
            this with { Runner = taken.Runner, Token = taken.Token, Records = record.Number },
        JournalEvent.OfEffect effect when Waybill is not null
            && EffectStatus.Next(StatusOf(effect.Consignment, effect.Effect), effect, record.At) is { } next =>
            this with { Effects = Effects.SetItem((effect.Consignment, effect.Effect), next), Records = record.Number },
        JournalEvent.OfEffect effect => throw Illegal(record, StatusOf(effect.Consignment, effect.Effect)),
        _ => throw Illegal(record, Pending),
    };

    /// <param name="status">The state of the effect that the record is about.</param>
    internal static ReleaseException Illegal(JournalRecord record, EffectStatus status) => new(
        ExitCode.Refused,
        $"journal record {record.Number} cannot follow the records before it",
        record.Event switch
        {
            JournalEvent.OfEffect effect => $"{JournalCodec.NameOf(effect)} of '{effect.Effect}' of {effect.Consignment}, which is {status.Name}",
            JournalEvent.Taken taken => $"{taken.Runner} takes it with token {taken.Token}, which is not above the one before",
            _ => "the journal is opened twice",
        },
        "two runs may have written one journal; move it aside and run: drayage resume (the destinations are then probed anew)");
}
