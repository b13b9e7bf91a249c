using System.Collections.Immutable;
using Drayage.Formats.Globs;
using Drayage.Pipeline.Retention;
using Xunit;

namespace Drayage.Tests.Pipeline.Retention;

/// <summary>Names that move with releases, and what they mean for what stays.</summary>
public sealed class FloatingTagTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1.4", "1.4.0")]
    [InlineData("1", "1.4")]
    [InlineData("v1", "v1.4.0")]
    [InlineData("1.4-alpine", "1.4.0-alpine")]
    [InlineData("latest", "1.4.0")]
    [InlineData("stable", "1.4.0")]
    public void What_a_floating_tag_names_stays_with_all_its_tags(string floating, string tag)
    {
        var plan = Plan([floating, tag]);

        Assert.Empty(plan.Removals);
        Assert.Equal($"{floating} moves with releases and names it", plan.Decisions.Single(decision => decision.Version.Name == "old").Reason);
    }

    [Theory]
    [InlineData("1.4", "1.40.0")]
    [InlineData("1.4", "1.4.0-alpine")]
    [InlineData("1.4", "v1.4.0")]
    [InlineData("20260401", "edge")]
    [InlineData("1.4", "1.4-alpine")]
    public void Other_tags_are_names_like_any(string tag, string other) => Assert.Equal(["old"], Plan([tag, other]).Removals.Select(removal => removal.Version.Name));

    [Theory]
    [InlineData("1.4", "1.4.0")]
    [InlineData("latest", "1.4.0")]
    public void Named_in_full_it_goes(string floating, string tag) =>
        Assert.Equal(["old"], Plan([floating, tag], "*", floating).Removals.Select(removal => removal.Version.Name));

    [Fact]
    public void What_a_waybill_on_record_names_stays_with_its_tags_and_with_all_that_it_needs()
    {
        var rules = Rules("*") with { Recorded = ImmutableDictionary<string, string>.Empty.Add("old", "the waybill of v1.4.0 is on record: dist/waybill.dsse.json") };
        ImmutableArray<StoredVersion> versions =
        [
            Version("old", 90, "1.4.0") with { Children = ["part"] },
            Version("part", 90),
            Version("statement", 90) with { AttachedTo = "old" },
            Version("new", 1, "1.5.0"),
            Version("stray", 90, "test"),
        ];

        var plan = RetentionPlan.Of(versions, rules, Now);

        Assert.Equal(["stray"], plan.Removals.Select(removal => removal.Version.Name));
        Assert.Contains("is on record", plan.Decisions.Single(decision => decision.Version.Name == "old").Reason, StringComparison.Ordinal);
    }

    private static RetentionPlan Plan(string[] tags, params string[] match) =>
        RetentionPlan.Of([Version("old", 90, tags), Version("new", 1, "1.5.0")], Rules(match) with { Floating = ["latest", "stable"] }, Now);

    private static RetentionRules Rules(params string[] match) =>
        new() { KeepLast = 1, Match = [.. match.DefaultIfEmpty("*").Select(glob => GlobPattern.Parse(glob, matchDotFiles: true))] };

    private static StoredVersion Version(string name, double days, params string[] tags) => new() { Name = name, Tags = [.. tags], Created = Now.AddDays(-days) };
}
