using System.Collections.Immutable;

namespace Drayage.Pipeline.Retention;

/// <summary>Judges each version by its own tags and age alone.</summary>
internal sealed class TagJudge
{
    private readonly RetentionRules rules;
    private readonly DateTimeOffset now;
    private readonly HashSet<string> names;
    private readonly HashSet<string> parts;
    private readonly HashSet<string> newest;

    public TagJudge(ImmutableArray<StoredVersion> versions, RetentionRules rules, DateTimeOffset now)
    {
        this.rules = rules;
        this.now = now;
        names = versions.Select(version => version.Name).ToHashSet(StringComparer.Ordinal);
        parts = versions.SelectMany(version => version.Children).ToHashSet(StringComparer.Ordinal);
        newest = versions
            .Where(version => version.Created is not null && version.Tags.Any(tag => IsConcerned(version, tag)))
            .OrderByDescending(version => version.Created).ThenBy(version => version.Name, StringComparer.Ordinal)
            .Take(rules.KeepLast ?? 0)
            .Select(version => version.Name)
            .ToHashSet(StringComparer.Ordinal);
    }

    public Verdict Judge(StoredVersion version)
    {
        if (Relied(version) is { } reason)
            return new Verdict(reason, reason, []);
        if (version.Tags.IsEmpty)
            return Nameless(version);
        var judged = version.Tags.Select(tag => (Tag: tag, Kept: Keeps(version, tag))).ToArray();
        return new Verdict(
            judged.FirstOrDefault(tag => tag.Kept is not null).Kept,
            rules.KeepFor is { } age ? $"made {Ago(version)}, more than {Span(age)}" : $"not among the newest {rules.KeepLast}",
            [.. judged.Where(tag => tag.Kept is null).Select(tag => tag.Tag)]);
    }

    /// <summary>Why a version stays with all its tags: what people get who name none, or a line of versions, is not taken from under them.</summary>
    private string? Relied(StoredVersion version) =>
        rules.Recorded.GetValueOrDefault(version.Name)
        ?? (version.Tags.FirstOrDefault(tag => IsFloating(version, tag)) is { } floating ? $"{floating} moves with releases and names it" : null);

    private string? Keeps(StoredVersion version, string tag)
    {
        if (rules.Keep.FirstOrDefault(glob => glob.Matches(tag)) is { } keep)
            return $"{tag} matches {keep.Text}";
        if (!IsConcerned(version, tag))
            return $"{tag} is not among what is looked at";
        if (version.Created is not { } created)
            return "when it was made is not known";
        if (newest.Contains(version.Name))
            return $"among the newest {rules.KeepLast}";
        return rules.KeepFor is { } age && now - created < age ? $"made {Ago(version)}" : null;
    }

    private Verdict Nameless(StoredVersion version) => version switch
    {
        { IsLeftOver: true } => new(null, "left over by a run that was cut short", []),
        { AttachedTo: { } subject } when names.Contains(subject) => new(null, $"attached to {subject}", []),
        _ when parts.Contains(version.Name) => new(null, "a part of what goes", []),
        { AttachedTo: { } gone } => Aged(version, $"attached to {gone}, which is gone"),
        _ => Aged(version, "no tag names it"),
    };

    /// <summary>What nothing leads to goes by age, and never on the day it came.</summary>
    private Verdict Aged(StoredVersion version, string what)
    {
        var least = rules.KeepFor is { } age && age > RetentionRules.LeastAgeOfUntagged ? age : RetentionRules.LeastAgeOfUntagged;
        return version.Created is { } created && now - created >= least
            ? new Verdict(null, what, [])
            : new Verdict(version.Created is null ? $"{what}, and when it was made is not known" : $"{what}, and it was made {Ago(version)}", what, []);
    }

    private bool IsConcerned(StoredVersion version, string tag) => !IsFloating(version, tag) && rules.Match.Any(glob => glob.Matches(tag));

    private bool IsFloating(StoredVersion version, string tag) =>
        (rules.Floating.Contains(tag) || FloatingTag.IsOne(tag, version.Tags)) && !rules.Match.Any(glob => glob.Text == tag);

    private string Ago(StoredVersion version) => version.Created is { } created ? $"{Span(now - created)} ago" : "at a time that is not known";

    private static string Span(TimeSpan span) => span.TotalDays >= 1 ? $"{span.TotalDays:0} days" : $"{Math.Max(0, span.TotalHours):0} hours";
}

/// <summary>A judgement by tags and age.</summary>
/// <param name="Kept">Why it stays; null where nothing of its own keeps it.</param>
/// <param name="Doomed">Why it goes where nothing else needs it.</param>
/// <param name="DoomedTags">The tags that go, even where it stays.</param>
internal sealed record Verdict(string? Kept, string Doomed, ImmutableArray<string> DoomedTags);
