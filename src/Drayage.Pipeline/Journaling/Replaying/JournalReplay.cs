using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Drayage.Pipeline.Journaling.Replaying;

/// <summary>
/// A journal while it is read: the same transitions as <see cref="JournalState.Apply"/>, in one table that is changed in place,
/// since a snapshot for every record of a long journal would be garbage.
/// </summary>
internal sealed class JournalReplay
{
    private static readonly EffectStatus Pending = new EffectStatus.Pending();

    private readonly Dictionary<(string Consignment, string Effect), EffectStatus> effects = [];
    private JournalState about = JournalState.Empty;

    public long Records { get; private set; }

    /// <exception cref="Model.ReleaseException">The record cannot follow those before it.</exception>
    public void Apply(JournalRecord record)
    {
        if (record.Event is JournalEvent.OfEffect effect && about.Waybill is not null)
        {
            ref var status = ref CollectionsMarshal.GetValueRefOrAddDefault(effects, (effect.Consignment, effect.Effect), out _);
            status = EffectStatus.Next(status ?? Pending, effect, record.At) ?? throw JournalState.Illegal(record, status ?? Pending);
        }
        else
        {
            about = about.Apply(record);
        }

        Records = record.Number;
    }

    public JournalState ToState() => about with { Records = Records, Effects = effects.ToImmutableDictionary() };
}
