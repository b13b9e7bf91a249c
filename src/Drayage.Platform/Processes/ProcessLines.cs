using System.Collections.Immutable;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Processes;

/// <summary>Where the lines of both streams meet: redacted once, then shown, logged and remembered in one order.</summary>
internal sealed class ProcessLines
{
    private const int TailLength = 30;
    private readonly Redactor redactor;
    private readonly Action<ProcessLine>? sink;
    private readonly ProcessLog? log;
    private readonly Queue<ProcessLine> tail = new();
    private readonly Lock gate = new();

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
                return [.. tail];
        }
    }

    public void Add(ProcessLine line)
    {
        var shown = line with { Text = redactor.Redact(line.Text) };
        lock (gate)
        {
            tail.Enqueue(shown);
            if (tail.Count > TailLength)
                tail.Dequeue();
            log?.WriteLine(shown);
            sink?.Invoke(shown);
        }
    }
}
