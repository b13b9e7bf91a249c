using System.Collections.Immutable;
using System.Globalization;
using Drayage.Cli.Runs.Pruning;
using Drayage.Model;
using Drayage.Pipeline.Retention;

namespace Drayage.Cli.Rendering;

/// <summary>Shows what becomes of each version of a store and why.</summary>
internal static class PruneTable
{
    private const int ShownDigest = 19;

    public static void Write(Terminal terminal, ImmutableArray<PrunedStore> stores)
    {
        foreach (var store in stores)
        {
            if (store.Plan is not { } plan)
                continue;
            terminal.Output.WriteLine(store.Name);
            if (plan.Decisions.IsEmpty)
            {
                terminal.Output.WriteLine("nothing is there");
                continue;
            }

            var table = new ResultTable(new("version") { IsName = true }, "tags", new("made") { IsSparable = true }, new("what") { IsName = true }, "why");
            foreach (var decision in plan.Decisions)
                table.AddRow(Short(decision.Version.Name), string.Join(' ', decision.Version.Tags), Date(decision.Version.Created), What(store, decision), Why(store, decision));
            table.Write(terminal);
            terminal.Output.WriteLine(Summary(store, plan));
        }
    }

    public static string What(PrunedStore store, RetentionDecision decision) => decision switch
    {
        { Stays: true, RemovedTags.IsEmpty: true } => "stays",
        { Stays: true } => store.Outcomes is null ? "would lose tags" : "lost tags",
        _ when store.Outcomes is null => "would go",
        _ => OutcomeOf(store, decision) switch
        {
            { Failure: not null } => "failed",
            { Stayed: not null } => "stays",
            _ => "gone",
        },
    };

    public static string Why(PrunedStore store, RetentionDecision decision) =>
        decision.Stays && !decision.RemovedTags.IsEmpty
            ? $"{decision.Reason}; of its tags {(store.Outcomes is null ? "would go" : "go")}: {string.Join(' ', decision.RemovedTags)}{Stayed(store, decision)}"
            : OutcomeOf(store, decision)?.Stayed ?? decision.Reason;

    private static string Stayed(PrunedStore store, RetentionDecision decision) =>
        (store.Outcomes ?? []).FirstOrDefault(outcome => outcome.Removal is Removal.OfTag && outcome.Removal.Version == decision.Version && outcome.Stayed is not null)?.Stayed is { } stayed
            ? $" ({stayed})"
            : "";

    private static RemovalOutcome? OutcomeOf(PrunedStore store, RetentionDecision decision) =>
        (store.Outcomes ?? []).FirstOrDefault(outcome => outcome.Removal is Removal.OfVersion && outcome.Removal.Version == decision.Version);

    private static string Summary(PrunedStore store, RetentionPlan plan)
    {
        var goes = plan.Decisions.Count(decision => !decision.Stays);
        if (store.Outcomes is not { } outcomes)
            return $"{Counted.Of(goes, "version")} would go, {plan.Decisions.Length - goes} stay{(goes > 0 || plan.Removals.Length > 0 ? "; remove with --yes" : "")}";
        var gone = outcomes.Count(outcome => outcome is { IsRemoved: true, Removal: Removal.OfVersion });
        return $"{Counted.Of(gone, "version")} removed, {plan.Decisions.Length - gone} stay";
    }

    private static string Short(string name) => Digest.TryParse(name, out _) ? name[..ShownDigest] : name;

    private static string Date(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
