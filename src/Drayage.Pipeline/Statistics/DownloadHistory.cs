using System.Collections.Immutable;

namespace Drayage.Pipeline.Statistics;

/// <summary>One thing that is downloaded, with how often and when.</summary>
/// <param name="Count">As it is told now.</param>
/// <param name="Spans">When, oldest first, without overlap; empty where nothing tells.</param>
public sealed record DownloadHistory(DownloadCount Count, ImmutableArray<DownloadSpan> Spans)
{
    /// <summary>Takes days where they are told, and otherwise what lies between snapshots.</summary>
    /// <param name="counts">As they are told now.</param>
    /// <param name="snapshots">Earlier ones, oldest first.</param>
    /// <param name="now">When the counts were told.</param>
    public static ImmutableArray<DownloadHistory> Of(ImmutableArray<DownloadCount> counts, ImmutableArray<CountSnapshot> snapshots, DateTimeOffset now)
    {
        var earlier = snapshots
            .SelectMany(snapshot => snapshot.Totals.Select(total => (Key: (total.Destination, total.Package, total.Item), snapshot.At, total.Total)))
            .ToLookup(entry => entry.Key, entry => (entry.At, entry.Total));
        return
        [
            .. counts.Select(count => new DownloadHistory(count, count.Days.IsEmpty && count.Total is { } total
                ? Between([.. earlier[(count.Destination, count.Package, count.Item)], (now, total)])
                : [.. count.Days.Select(day => new DownloadSpan(day.Key, day.Key.AddDays(1), day.Value))])),
        ];
    }

    /// <summary>Downloads in the days up to one; null where no span says anything of them.</summary>
    /// <param name="last">The last day that counts.</param>
    /// <param name="days">How many days.</param>
    public long? Within(DateOnly last, int days)
    {
        var from = last.AddDays(1 - days);
        var inside = Spans.Where(span => span.From >= from && span.To <= last.AddDays(1)).ToArray();
        return inside.Length == 0 ? null : inside.Sum(span => span.Count);
    }

    private static ImmutableArray<DownloadSpan> Between((DateTimeOffset At, long Total)[] told)
    {
        var spans = ImmutableArray.CreateBuilder<DownloadSpan>();
        for (var place = 1; place < told.Length; place++)
        {
            var (before, after) = (told[place - 1], told[place]);
            var (from, to) = (Day(before.At), Day(after.At));
            // A total that falls is that of another file under the name: it was replaced, and counts from nothing.
            var count = after.Total >= before.Total ? after.Total - before.Total : after.Total;
            if (spans.Count > 0 && spans[^1].To > from)
                spans[^1] = spans[^1] with { To = Latest(spans[^1].To, to), Count = spans[^1].Count + count };
            else
                spans.Add(new DownloadSpan(from, Latest(from.AddDays(1), to), count));
        }

        return spans.ToImmutable();
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static DateOnly Latest(DateOnly one, DateOnly other) => one > other ? one : other;
}

/// <summary>Downloads over some days.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The day after the last.</param>
/// <param name="Count">How many in all.</param>
public sealed record DownloadSpan(DateOnly From, DateOnly To, long Count)
{
    public int Days => To.DayNumber - From.DayNumber;

    public double PerDay => (double)Count / Days;
}
