using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Runs.Pruning;
using Drayage.Model;

namespace Drayage.Cli.Rendering;

/// <summary>The output of <c>drayage prune --json</c>.</summary>
/// <param name="DryRun">True where nothing was removed.</param>
internal sealed record PruneDocument(bool DryRun, int ExitCode, ImmutableArray<PrunedStoreDocument> Stores)
{
    public static string Write(ImmutableArray<PrunedStore> stores, bool isDryRun, ExitCode code) => JsonSerializer.Serialize(
        new PruneDocument(isDryRun, (int)code, [.. stores.Select(Of)]), ReportJson.Readable.PruneDocument);

    private static PrunedStoreDocument Of(PrunedStore store) => new(
        store.Name,
        [
            .. (store.Plan?.Decisions ?? []).Select(decision => new PrunedVersionDocument(
                decision.Version.Name,
                decision.Version.Tags,
                decision.Version.Created,
                PruneTable.What(store, decision),
                PruneTable.Why(store, decision),
                decision.RemovedTags)),
        ],
        [.. store.Failures.Select(failure => new PruneFailureDocument(failure.Message, failure.Because, failure.Hint))]);
}

internal sealed record PrunedStoreDocument(string Name, ImmutableArray<PrunedVersionDocument> Versions, ImmutableArray<PruneFailureDocument> Failures);

/// <param name="Status"><c>stays</c>, <c>would go</c>, <c>would lose tags</c>, <c>gone</c>, <c>lost tags</c> or <c>failed</c>.</param>
/// <param name="RemovedTags">What it loses although it stays.</param>
internal sealed record PrunedVersionDocument(
    string Name, ImmutableArray<string> Tags, DateTimeOffset? Created, string Status, string Reason, ImmutableArray<string> RemovedTags);

internal sealed record PruneFailureDocument(string Message, string? Because, string? Hint);
