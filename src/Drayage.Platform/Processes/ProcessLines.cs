using System.Collections.Immutable;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Processes;

/// <summary>Where the lines of both streams meet: redacted once, then shown, logged and remembered in one order.</summary>
internal sealed class ProcessLines
{
    private const int TailLength = 30;

    // The streams are read side by side: a long output that is read late must not push the few errors out.
    private const int LeastErrors = TailLength / 2;

    private readonly Redactor redactor;
    private readonly Action<ProcessLine>? sink;
    private readonly ProcessLog? log;
    private readonly Queue<NumberedLine> outputs = new();
    private readonly Queue<NumberedLine> errors = new();
    private readonly Lock gate = new();
    private long count;

    public ProcessLines(Redactor redactor, Action<ProcessLine>? sink, ProcessLog? log)
    {
        this.redactor = redactor;
        this.sink = sink;
        this.log = log;
    }

    /// <summary>Whether somebody sees each line; else only the last ones matter.</summary>
    public bool AreWatched => sink is not null || log is not null;

    public ImmutableArray<ProcessLine> Tail
    {
        get
        {
            lock (gate)
            {
                var kept = errors.TakeLast(Math.Max(LeastErrors, TailLength - outputs.Count)).ToArray();
                return [.. outputs.TakeLast(TailLength - kept.Length).Concat(kept).OrderBy(line => line.Number).Select(line => line.Line)];
            }
        }
    }

    public void Add(ProcessLine line)
    {
        var shown = line with { Text = redactor.Redact(line.Text) };
        lock (gate)
        {
            var stream = shown.Stream == ProcessStream.Error ? errors : outputs;
            stream.Enqueue(new NumberedLine(count++, shown));
            if (stream.Count > TailLength)
                stream.Dequeue();
            log?.WriteLine(shown);
            sink?.Invoke(shown);
        }
    }

    private sealed record NumberedLine(long Number, ProcessLine Line);
}
