using System.Collections.Immutable;
using Drayage.Formats.Globs;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Retention;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Pipeline.Retention;

public sealed class RetentionPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<ImmutableArray<StoredVersion>> Stores =
        from count in Gen.Choose(0, 14)
        from parts in Gen.Choose(0, 1 << 20).ArrayOf(count)
        select Store(parts);

    private static readonly Gen<RetentionRules> Rules =
        from last in Gen.Elements<int?>(null, 1, 2, 5)
        from days in Gen.Elements<int?>(null, 1, 10, 40)
        from keep in Gen.Elements("", "v1*", "*-rc")
        from match in Gen.Elements("*", "v*")
        where last is not null || days is not null
        select new RetentionRules
        {
            KeepLast = last,
            KeepFor = days is { } age ? TimeSpan.FromDays(age) : null,
            Keep = keep.Length == 0 ? [] : [GlobPattern.Parse(keep)],
            Match = [GlobPattern.Parse(match)],
        };

    [Fact]
    public void Whatever_stays_has_all_that_it_needs() => Check((plan, _, _) =>
    {
        var stays = plan.Decisions.Where(decision => decision.Stays).Select(decision => decision.Version).ToArray();
        var names = stays.Select(version => version.Name).ToHashSet(StringComparer.Ordinal);
        var all = plan.Decisions.Select(decision => decision.Version.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var version in stays)
        {
            Assert.All(version.Children.Where(all.Contains), child => Assert.Contains(child, names));
            Assert.All(plan.Decisions.Where(other => other.Version.AttachedTo == version.Name), attached => Assert.True(attached.Stays));
            if (version.AttachedTo is { } subject && all.Contains(subject))
                Assert.Contains(subject, names);
        }
    });

    [Fact]
    public void What_any_rule_keeps_stays() => Check((plan, rules, versions) =>
    {
        var lost = plan.Removals.SelectMany(removal => removal is Removal.OfTag tag ? [tag.Tag] : removal.Version.Tags).ToHashSet(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            foreach (var tag in version.Tags)
            {
                var concerned = rules.Match[0].Matches(tag) && tag != "latest";
                if (rules.Keep.Any(glob => glob.Matches(tag)) || !concerned || version.Created is null || (rules.KeepFor is { } age && Now - version.Created < age))
                    Assert.DoesNotContain(tag, lost);
            }
        }

        var newest = versions.Where(v => v.Created is not null && v.Tags.Any(tag => rules.Match[0].Matches(tag) && tag != "latest")).OrderByDescending(v => v.Created).ThenBy(v => v.Name, StringComparer.Ordinal);
        Assert.All(newest.Take(rules.KeepLast ?? 0), version => Assert.All(version.Tags, tag => Assert.DoesNotContain(tag, lost)));
    });

    [Fact]
    public void Parents_go_before_their_parts_and_a_second_run_finds_nothing() => Check((plan, rules, versions) =>
    {
        var order = plan.Removals.OfType<Removal.OfVersion>().Select(removal => removal.Version.Name).ToList();
        foreach (var removal in plan.Removals.OfType<Removal.OfVersion>())
            Assert.All(removal.Version.Children.Where(order.Contains), child => Assert.True(order.IndexOf(child) > order.IndexOf(removal.Version.Name)));
        var tags = plan.Removals.OfType<Removal.OfTag>().Select(removal => removal.Tag).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<StoredVersion> after = [.. versions.Where(version => !order.Contains(version.Name)).Select(version => version with { Tags = version.Tags.RemoveAll(tags.Contains) })];

        // What has lost its tags and was needed then, is needed still.
        Assert.Empty(RetentionPlan.Of(after, rules, Now).Removals);
    });

    [Fact]
    public void An_index_goes_before_its_parts_though_it_is_attached_to_one()
    {
        ImmutableArray<StoredVersion> versions =
        [
            Version("kept", 1, "2"), Version("part", 9), Version("report", 9) with { AttachedTo = "part" }, Version("index", 9, "1") with { Children = ["part"], AttachedTo = "report" },
        ];

        var plan = RetentionPlan.Of(versions, new RetentionRules { KeepLast = 1 }, Now);

        Assert.Equal(["index", "part", "report"], plan.Removals.Select(removal => removal.Version.Name));
    }

    [Fact]
    public void Tags_of_one_version_count_once()
    {
        var rules = new RetentionRules { KeepLast = 1, Keep = [GlobPattern.Parse("lts")] };
        ImmutableArray<StoredVersion> versions = [Version("a", 30, "1.0", "old"), Version("b", 20, "1.1", "lts"), Version("c", 10, "1.2", "1.2.0-x")];

        var plan = RetentionPlan.Of(versions, rules, Now);

        Assert.Equal(["1.1", "a"], plan.Removals.Select(removal => removal is Removal.OfTag tag ? tag.Tag : removal.Version.Name));
        Assert.Equal("lts matches lts", plan.Decisions.Single(decision => decision.Version.Name == "b").Reason);
    }

    [Fact]
    public void What_no_tag_names_goes_by_age_alone_and_not_on_the_day_it_came()
    {
        var rules = new RetentionRules { KeepLast = 1 };

        var plan = RetentionPlan.Of([Version("young", 0.5), Version("old", 2), Version("unknown", null), Version("kept", 30, "1.0")], rules, Now);

        Assert.Equal(["old"], plan.Removals.Select(removal => removal.Version.Name));
    }

    [Fact]
    public async Task What_a_version_that_could_not_be_removed_needs_stays_too()
    {
        ImmutableArray<StoredVersion> versions = [Version("new", 1, "2"), Version("index", 9, "1") with { Children = ["child"] }, Version("child", 9), Version("signature", 9) with { AttachedTo = "index" }];
        var store = new StubbornStore("index");

        var outcomes = await RetentionRun.RunAsync(store, RetentionPlan.Of(versions, new RetentionRules { KeepLast = 1 }, Now), TestContext.Current.CancellationToken);

        Assert.Equal(["index"], store.Asked);
        Assert.Equal(["a part of index, which is still there", "attached to index, which is still there"], outcomes.Select(outcome => outcome.Stayed).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Equal(["child index signature", "child index signature"], store.Noted.Select(names => string.Join(' ', names.Order(StringComparer.Ordinal))));
    }

    private static void Check(Action<RetentionPlan, RetentionRules, ImmutableArray<StoredVersion>> holds) => Prop.ForAll(
        (from versions in Stores from rules in Rules select (versions, rules)).ToArbitrary(),
        given => holds(RetentionPlan.Of(given.versions, given.rules, Now), given.rules, given.versions)).QuickCheckThrowOnFailure();

    /// <summary>Versions that refer to earlier ones, as digests do.</summary>
    private static ImmutableArray<StoredVersion> Store(int[] seeds)
    {
        var versions = ImmutableArray.CreateBuilder<StoredVersion>();
        foreach (var seed in seeds)
        {
            var random = new Random(seed);
            var number = versions.Count;
            string[] names = ["v" + number, "v1." + number, number + "-rc", number == 0 ? "latest" : "x" + number];
            versions.Add(Version($"d{number:00}", random.Next(6) == 0 ? null : random.Next(60), [.. names.Where(_ => random.Next(3) == 0)]) with
            {
                Children = [.. versions.Where(_ => random.Next(5) == 0).Select(child => child.Name)],
                AttachedTo = random.Next(4) == 0 && number > 0 ? versions[random.Next(number)].Name : null,
            });
        }

        return versions.ToImmutable();
    }

    private static StoredVersion Version(string name, double? days, params string[] tags) =>
        new() { Name = name, Tags = [.. tags], Created = days is { } age ? Now - TimeSpan.FromDays(age) : null };

    private sealed class StubbornStore(string keeps) : IVersionStore
    {
        public List<string> Asked { get; } = [];

        public List<ImmutableArray<string>> Noted { get; } = [];

        public string Name => "store";

        public Task<ImmutableArray<StoredVersion>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> RemoveAsync(Removal removal, CancellationToken cancellationToken)
        {
            Asked.Add(removal.Version.Name);
            return removal.Version.Name == keeps ? throw new DeliveryException(DeliveryFailure.Refused, "no") : Task.FromResult<string?>(null);
        }

        public Task NoteAsync(ImmutableArray<string> names, CancellationToken cancellationToken)
        {
            Noted.Add(names);
            return Task.CompletedTask;
        }
    }
}
