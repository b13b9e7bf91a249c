using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Drayage.Listening.Telemetry;

/// <summary>What the listener counts, in Prometheus' text format (version 0.0.4).</summary>
internal sealed class Metrics
{
    private static readonly ImmutableArray<double> Buckets = [1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600];

    private readonly ConcurrentDictionary<(string Source, string Outcome), long> messages = new();
    private readonly ConcurrentDictionary<string, long> runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> polls = new(StringComparer.Ordinal);
    private readonly long[] within = new long[Buckets.Length + 1];
    private readonly Lock gate = new();
    private double seconds;
    private int running;

    /// <param name="source"><c>webhook</c>, <c>cloudevent</c> or <c>poll</c>.</param>
    /// <param name="outcome"><c>accepted</c>, <c>known</c>, <c>ignored</c> or <c>refused</c>.</param>
    public void Message(string source, string outcome) => messages.AddOrUpdate((source, outcome), 1, (_, count) => count + 1);

    public void Poll(string outcome) => polls.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    public void RunStarted() => Interlocked.Increment(ref running);

    /// <param name="outcome"><c>complete</c>, <c>unfinished</c>, <c>refused</c> or <c>parked</c>.</param>
    public void RunEnded(string outcome, TimeSpan took)
    {
        Interlocked.Decrement(ref running);
        runs.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        var place = Buckets.Count(limit => limit < took.TotalSeconds);
        lock (gate)
        {
            within[place]++;
            seconds += took.TotalSeconds;
        }
    }

    /// <param name="depth">Releases that something is still to be done for.</param>
    public string Write(int depth)
    {
        var text = new StringBuilder();
        Head(text, "drayage_listen_messages_total", "counter", "Messages about releases, by where they came from and what became of them.");
        foreach (var ((source, outcome), count) in messages.OrderBy(m => m.Key))
            text.Append(CultureInfo.InvariantCulture, $"drayage_listen_messages_total{{source=\"{source}\",outcome=\"{outcome}\"}} {count}\n");
        Head(text, "drayage_listen_polls_total", "counter", "Requests to the releases interface.");
        foreach (var (outcome, count) in polls.OrderBy(p => p.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"drayage_listen_polls_total{{outcome=\"{outcome}\"}} {count}\n");
        Head(text, "drayage_listen_queue_depth", "gauge", "Releases that something is still to be done for.");
        text.Append(CultureInfo.InvariantCulture, $"drayage_listen_queue_depth {depth}\n");
        Head(text, "drayage_listen_runs_in_progress", "gauge", "Deliveries under way.");
        text.Append(CultureInfo.InvariantCulture, $"drayage_listen_runs_in_progress {Volatile.Read(ref running)}\n");
        Head(text, "drayage_listen_runs_total", "counter", "Deliveries that ended, by how.");
        foreach (var (outcome, count) in runs.OrderBy(r => r.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"drayage_listen_runs_total{{outcome=\"{outcome}\"}} {count}\n");
        Durations(text);
        return text.ToString();
    }

    private void Durations(StringBuilder text)
    {
        const string Name = "drayage_listen_run_duration_seconds";
        Head(text, Name, "histogram", "How long deliveries took.");
        lock (gate)
        {
            var sum = 0L;
            for (var place = 0; place < within.Length; place++)
            {
                sum += within[place];
                var limit = place < Buckets.Length ? Buckets[place].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{le=\"{limit}\"}} {sum}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{Name}_sum {seconds}\n{Name}_count {sum}\n");
        }
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
}
