using System.Collections.Immutable;
using Drayage.Pipeline.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Drayage.Tests.Pipeline.Statistics;

public sealed class DownloadHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_lies_between_snapshots_adds_up_to_what_came() => Prop.ForAll(
        (from steps in Gen.Choose(0, 70).ArrayOf() from gains in Gen.Choose(0, 100).ArrayOf(steps.Length) select steps.Zip(gains).ToArray()).ToArbitrary(),
        steps =>
        {
            var (at, total) = (Start, 10L);
            var snapshots = ImmutableArray.CreateBuilder<CountSnapshot>();
            foreach (var (hours, gain) in steps)
            {
                snapshots.Add(Snapshot(at, total));
                (at, total) = (at.AddHours(hours), total + gain);
            }

            var history = Assert.Single(DownloadHistory.Of([Count(total)], snapshots.ToImmutable(), at));

            Assert.Equal(total - 10, history.Spans.Sum(span => span.Count));
            Assert.All(history.Spans, span => Assert.True(span.Days >= 1));
            Assert.All(history.Spans.Zip(history.Spans.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_snapshot_a_day_tells_days_and_a_gap_tells_its_whole()
    {
        ImmutableArray<CountSnapshot> snapshots = [Snapshot(Start, 10), Snapshot(Start.AddDays(1), 14), Snapshot(Start.AddDays(4), 44)];

        var history = Assert.Single(DownloadHistory.Of([Count(49)], snapshots, Start.AddDays(5)));

        Assert.Equal([(1, 2, 4L), (2, 5, 30L), (5, 6, 5L)], history.Spans.Select(span => (span.From.Day, span.To.Day, span.Count)));
        Assert.Equal(10, history.Spans[1].PerDay);
        Assert.Equal(35, history.Within(new DateOnly(2026, 3, 5), 4));
        Assert.Equal(5, history.Within(new DateOnly(2026, 3, 5), 3));
        Assert.Null(history.Within(new DateOnly(2026, 2, 20), 7));
    }

    [Fact]
    public void A_file_that_was_replaced_counts_from_nothing() =>
        Assert.Equal(3, Assert.Single(Assert.Single(DownloadHistory.Of([Count(3)], [Snapshot(Start, 100)], Start.AddDays(1))).Spans).Count);

    [Fact]
    public void Days_that_are_told_win_over_totals()
    {
        var count = Count(50) with { Days = ImmutableSortedDictionary<DateOnly, long>.Empty.Add(new DateOnly(2026, 3, 1), 7) };

        Assert.Equal(7, Assert.Single(Assert.Single(DownloadHistory.Of([count], [Snapshot(Start, 1)], Start.AddDays(1))).Spans).Count);
    }

    [Fact]
    public void Snapshots_are_read_as_they_were_written_and_a_damaged_line_is_named()
    {
        var line = Snapshot(Start, 7).Write();

        Assert.Equal([7L], CountSnapshot.Read([line.TrimEnd(), ""]).Single().Totals.Select(total => total.Total));
        foreach (var damaged in new[] { line[..20], "{}", "null", "[]" })
            Assert.StartsWith("line 2 is no snapshot", Assert.Throws<FormatException>(() => CountSnapshot.Read([line.TrimEnd(), damaged])).Message, StringComparison.Ordinal);
    }

    private static DownloadCount Count(long total) => new() { Destination = "github", Package = "example/tide", Item = "v1/tide.tar.gz", Total = total };

    private static CountSnapshot Snapshot(DateTimeOffset at, long total) => new(at, [new CountedTotal("github", "example/tide", "v1/tide.tar.gz", total)]);
}
