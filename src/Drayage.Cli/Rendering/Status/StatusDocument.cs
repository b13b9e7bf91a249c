using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Journaling;
using Drayage.Sealing.Waybills;
using Drayage.Workflows.Explaining;

namespace Drayage.Cli.Rendering.Status;

/// <summary>The output of <c>drayage status --json</c>.</summary>
internal sealed record StatusDocument(string Project, string Release, bool Complete, long Records, ImmutableArray<ConsignmentStatus> Consignments)
{
    /// <summary>The runner that delivers the release now; null when none does, or none can be seen.</summary>
    public JournalHolder? Holder { get; init; }

    /// <summary>With <c>--timeline</c>.</summary>
    public TimelineDocument? Timeline { get; init; }

    /// <param name="waybill">The release.</param>
    /// <param name="state">What its journal says.</param>
    /// <param name="scope">What concerns this machine; null where the sources are: then everything does, and phase 2 is handed over.</param>
    public static StatusDocument Of(SealedWaybill waybill, JournalState state, ReportScope? scope = null)
    {
        var shown = scope?.Consignments.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<ConsignmentStatus> consignments =
        [
            .. OutcomeAnnouncements.Added(waybill.Waybill, state)
                .Where(c => shown?.Contains(c.Id) is not false)
                .Select(c => Of(c, state, handsOver: scope is null)),
        ];
        return new StatusDocument(waybill.Waybill.Project, waybill.Digest.ToString(), consignments.All(c => c.IsDone || c.Notice), state.Records, consignments);
    }

    public string Write() => JsonSerializer.Serialize(this, ReportJson.Readable.StatusDocument);

    private static ConsignmentStatus Of(Consignment consignment, JournalState state, bool handsOver)
    {
        ImmutableArray<EffectReport> effects = [.. consignment.Effects.Select(e => EffectReport.Of(e, state.StatusOf(consignment.Id, e.Key)))];
        if (state.IsWithdrawn(consignment.Id))
            return Withdrawn(consignment, effects, state);
        var status = handsOver && consignment.Phase == 2 && !state.HasBegun(consignment.Id) ? ConsignmentStatus.HandedOver : Worst(consignment, effects);
        return new ConsignmentStatus(consignment.Id, consignment.Destination, consignment.Address, consignment.Version, consignment.Phase, status, effects)
        {
            Notice = consignment.IsNotice,
        };
    }

    private static string Worst(Consignment consignment, ImmutableArray<EffectReport> effects)
    {
        var worst = Worst(effects);
        var isPut = consignment.Effects.Zip(effects).All(effect => effect.First is Effect.Point || effect.Second.Status == ConsignmentStatus.Delivered);
        return worst switch
        {
            null => ConsignmentStatus.Delivered,
            "pending" when isPut && consignment.Effects.Any(e => e is Effect.Put) => "staged",
            _ => worst,
        };
    }

    private static ConsignmentStatus Withdrawn(Consignment consignment, ImmutableArray<EffectReport> effects, JournalState state)
    {
        ImmutableArray<EffectReport> withdrawals =
        [
            .. state.Effects.Where(e => e.Key.Consignment == consignment.Id && e.Key.Effect.StartsWith(Effect.Withdraw.Prefix, StringComparison.Ordinal))
                .OrderBy(e => e.Key.Effect, StringComparer.Ordinal)
                .Select(e => EffectReport.Of(e.Key.Effect, e.Value)),
        ];
        return new ConsignmentStatus(
            consignment.Id, consignment.Destination, consignment.Address, consignment.Version, consignment.Phase, Worst(withdrawals) ?? ConsignmentStatus.Withdrawn, [.. effects, .. withdrawals]);
    }

    private static string? Worst(ImmutableArray<EffectReport> effects) =>
        new[] { "conflict", "failed", "in-doubt", "sent", "pending" }.FirstOrDefault(name => effects.Any(e => e.Status == name));
}

internal sealed record ConsignmentStatus(
    string Id, string Destination, string Address, string Version, int Phase, string Status, ImmutableArray<EffectReport> Effects)
{
    public const string Delivered = "delivered";

    /// <summary>Of phase 2 and not begun here: whoever continues the release delivers it.</summary>
    public const string HandedOver = "handed-over";

    /// <summary>Taken back, all of it that can be.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>Read by people; how far it is says nothing of the release.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Notice { get; init; }

    /// <summary>Whether nothing of it is left to this machine.</summary>
    [JsonIgnore]
    public bool IsDone => Status is Delivered or HandedOver or Withdrawn;
}

internal sealed record EffectReport(string Effect, string Status, string? Evidence, string? Url, string? Message, string? Because, string? Hint)
{
    /// <summary>The id of the known failure that this is, for <c>drayage explain ID</c>; null where none was recognised.</summary>
    public string? Explained { get; init; }

    public static EffectReport Of(Effect effect, EffectStatus status) => Of(effect.Key, status);

    /// <param name="effect">Its key.</param>
    public static EffectReport Of(string effect, EffectStatus status) => status switch
    {
        EffectStatus.Delivered delivered => new EffectReport(effect, status.Name, delivered.Evidence, delivered.Url, null, null, null),
        EffectStatus.Failed failed => new EffectReport(effect, status.Name, null, null, failed.Failure.Message, failed.Failure.Because, failed.Failure.Hint)
        {
            Explained = AnswerExplainer.ExplainEvidence(failed.Failure.Because ?? failed.Failure.Message)?.Failure.Id,
        },
        EffectStatus.Conflict conflict => new EffectReport(effect, status.Name, conflict.Found, null, null, null, null),
        _ => new EffectReport(effect, status.Name, null, null, null, null, null),
    };
}
