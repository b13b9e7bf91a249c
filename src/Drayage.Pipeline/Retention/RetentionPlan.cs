using System.Collections.Immutable;

namespace Drayage.Pipeline.Retention;

/// <summary>
/// What the rules make of a store. Tags are judged first; then everything stays that a kept version needs, however far down: children,
/// what is attached, and what it is attached to.
/// </summary>
public sealed record RetentionPlan
{
    /// <summary>Every version, those with tags first, the newest first.</summary>
    public required ImmutableArray<RetentionDecision> Decisions { get; init; }

    /// <summary>Tags to take off versions that stay, then versions to remove, each before its children and what is attached to it.</summary>
    public required ImmutableArray<Removal> Removals { get; init; }

    /// <param name="versions">All that the store holds.</param>
    /// <param name="rules">What stays.</param>
    /// <param name="now">Ages count from here.</param>
    public static RetentionPlan Of(ImmutableArray<StoredVersion> versions, RetentionRules rules, DateTimeOffset now)
    {
        var judge = new TagJudge(versions, rules, now);
        var verdicts = versions.ToDictionary(version => version.Name, judge.Judge, StringComparer.Ordinal);
        var reasons = Reasons(versions, verdicts);
        ImmutableArray<RetentionDecision> decisions =
        [
            .. versions
                .OrderBy(version => version.Tags.IsEmpty ? 1 : 0).ThenByDescending(version => version.Created).ThenBy(version => version.Name, StringComparer.Ordinal)
                .Select(version => Decide(version, verdicts[version.Name], reasons.GetValueOrDefault(version.Name))),
        ];
        return new RetentionPlan { Decisions = decisions, Removals = [.. RemovalsOf(decisions)] };
    }

    private static RetentionDecision Decide(StoredVersion version, Verdict verdict, string? needed) => new(
        version,
        verdict.Kept is not null || needed is not null,
        verdict.Kept ?? needed ?? verdict.Doomed,
        // A version that goes takes its tags along.
        verdict.Kept is null && needed is null ? [] : verdict.DoomedTags);

    /// <summary>Why each version stays that does not stay by its own tags.</summary>
    private static Dictionary<string, string> Reasons(ImmutableArray<StoredVersion> versions, Dictionary<string, Verdict> verdicts)
    {
        var byName = versions.ToDictionary(version => version.Name, StringComparer.Ordinal);
        var attached = versions.Where(version => version.AttachedTo is not null).ToLookup(version => version.AttachedTo!, StringComparer.Ordinal);
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<StoredVersion>(versions.Where(version => verdicts[version.Name].Kept is not null));
        while (open.TryDequeue(out var kept))
        {
            foreach (var child in kept.Children)
                Need(child, $"a part of {NameOf(kept)}");
            foreach (var attachment in attached[kept.Name])
                Need(attachment.Name, $"attached to {NameOf(kept)}");
            if (kept.AttachedTo is { } subject)
                Need(subject, $"{NameOf(kept)} is attached to it");
        }

        return reasons;

        void Need(string name, string reason)
        {
            if (byName.TryGetValue(name, out var version) && verdicts[name].Kept is null && reasons.TryAdd(name, reason))
                open.Enqueue(version);
        }
    }

    private static string NameOf(StoredVersion version) => version.Tags.IsEmpty ? version.Name : version.Tags[0];

    private static IEnumerable<Removal> RemovalsOf(ImmutableArray<RetentionDecision> decisions)
    {
        foreach (var stays in decisions.Where(decision => decision.Stays))
        {
            foreach (var tag in stays.RemovedTags)
                yield return new Removal.OfTag(stays.Version, tag);
        }

        foreach (var version in RemovalOrder.Of([.. decisions.Where(decision => !decision.Stays).Select(decision => decision.Version)]))
            yield return new Removal.OfVersion(version);
    }
}

/// <summary>What becomes of a version.</summary>
/// <param name="Version">The version.</param>
/// <param name="Stays">Whether it stays.</param>
/// <param name="Reason">Why, as an end of the sentence "it stays:" or "it goes:".</param>
/// <param name="RemovedTags">The tags that it loses although it stays.</param>
public sealed record RetentionDecision(StoredVersion Version, bool Stays, string Reason, ImmutableArray<string> RemovedTags);

/// <summary>One thing that is taken out of a store.</summary>
public abstract record Removal(StoredVersion Version)
{
    /// <summary>One name of a version that stays.</summary>
    public sealed record OfTag(StoredVersion Version, string Tag) : Removal(Version);

    /// <summary>A version with all its tags.</summary>
    public sealed record OfVersion(StoredVersion Version) : Removal(Version);
}
