using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Journaling;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Rendering.Status;

/// <summary>The output of <c>drayage status --json</c>.</summary>
internal sealed record StatusDocument(string Project, string Release, bool Complete, long Records, ImmutableArray<ConsignmentStatus> Consignments)
{
    /// <summary>The runner that delivers the release now; null when none does, or none can be seen.</summary>
    public JournalHolder? Holder { get; init; }

    /// <summary>With <c>--timeline</c>.</summary>
    public TimelineDocument? Timeline { get; init; }

    public static StatusDocument Of(SealedWaybill waybill, JournalState state)
    {
        ImmutableArray<ConsignmentStatus> consignments = [.. OutcomeAnnouncements.Added(waybill.Waybill, state).Select(c => Of(c, state))];
        return new StatusDocument(waybill.Waybill.Project, waybill.Digest.ToString(), consignments.All(c => c.Status == "delivered"), state.Records, consignments);
    }

    public string Write() => JsonSerializer.Serialize(this, ReportJson.Readable.StatusDocument);

    private static ConsignmentStatus Of(Consignment consignment, JournalState state)
    {
        ImmutableArray<EffectReport> effects = [.. consignment.Effects.Select(e => EffectReport.Of(e, state.StatusOf(consignment.Id, e.Key)))];
        return new ConsignmentStatus(consignment.Id, consignment.Destination, consignment.Address, consignment.Version, Worst(effects), effects);
    }

    private static string Worst(ImmutableArray<EffectReport> effects) =>
        new[] { "conflict", "failed", "in-doubt", "sent", "pending" }.FirstOrDefault(name => effects.Any(e => e.Status == name)) ?? "delivered";
}

internal sealed record ConsignmentStatus(
    string Id, string Destination, string Address, string Version, string Status, ImmutableArray<EffectReport> Effects);

internal sealed record EffectReport(string Effect, string Status, string? Evidence, string? Url, string? Message, string? Because, string? Hint)
{
    public static EffectReport Of(Effect effect, EffectStatus status) => status switch
    {
        EffectStatus.Delivered delivered => new EffectReport(effect.Key, status.Name, delivered.Evidence, delivered.Url, null, null, null),
        EffectStatus.Failed failed => new EffectReport(effect.Key, status.Name, null, null, failed.Failure.Message, failed.Failure.Because, failed.Failure.Hint),
        EffectStatus.Conflict conflict => new EffectReport(effect.Key, status.Name, conflict.Found, null, null, null, null),
        _ => new EffectReport(effect.Key, status.Name, null, null, null, null, null),
    };
}
