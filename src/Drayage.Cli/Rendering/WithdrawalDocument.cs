using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Runs.Withdrawing;
using Drayage.Model;

namespace Drayage.Cli.Rendering;

/// <summary>The output of <c>drayage withdraw --json</c>.</summary>
/// <param name="DryRun">True where nothing was sent.</param>
internal sealed record WithdrawalDocument(string Tag, string Release, bool DryRun, int ExitCode, ImmutableArray<ConsignmentWithdrawalDocument> Consignments)
{
    public static string Write(WithdrawnRelease release, ImmutableArray<ConsignmentWithdrawal> withdrawals, bool isDryRun, ExitCode code) => JsonSerializer.Serialize(
        new WithdrawalDocument(release.Tag, release.Waybill.Digest.ToString(), isDryRun, (int)code, [.. withdrawals.Select(Of)]),
        ReportJson.Readable.WithdrawalDocument);

    private static ConsignmentWithdrawalDocument Of(ConsignmentWithdrawal withdrawal) => new(
        withdrawal.Consignment.Id,
        withdrawal.Consignment.Address,
        withdrawal.Consignment.Version,
        withdrawal.Status,
        [.. withdrawal.Plan.Steps.Select(step => new WithdrawalStepDocument(step.Effect.Key, step.Text, step.IsDone, step.Effect.Restored?.ToString()))],
        [.. withdrawal.Plan.ByHand.Select(work => new HandWorkDocument(work.What, work.Where))],
        withdrawal.Plan.Stays,
        withdrawal.Failure?.Message,
        withdrawal.Failure?.Because,
        withdrawal.Failure?.Hint);
}

/// <param name="Status"><c>planned</c>, <c>withdrawn</c>, <c>by-hand</c>, <c>stays</c> or <c>failed</c>.</param>
internal sealed record ConsignmentWithdrawalDocument(
    string Id,
    string Address,
    string Version,
    string Status,
    ImmutableArray<WithdrawalStepDocument> Steps,
    ImmutableArray<HandWorkDocument> ByHand,
    ImmutableArray<string> Stays,
    string? Message,
    string? Because,
    string? Hint);

/// <param name="WasDone">Whether the destination showed it done before anything was sent.</param>
internal sealed record WithdrawalStepDocument(string Effect, string Text, bool WasDone, string? Restored);

internal sealed record HandWorkDocument(string What, string Where);
