using System.Collections.Concurrent;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building.Execution;
using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>Shows running steps with their elapsed time on a terminal, and one line a finished step anywhere.</summary>
internal sealed class BuildProgress : IBuildObserver, IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly Terminal terminal;
    private readonly TimeProvider clock;
    private readonly int steps;
    private readonly ConcurrentDictionary<string, long> running = new(StringComparer.Ordinal);
    private readonly Lock writing = new();
    private readonly ITimer? timer;
    private int finished;
    private bool hasLiveLine;

    public BuildProgress(Terminal terminal, int steps, TimeProvider clock)
    {
        this.terminal = terminal;
        this.clock = clock;
        this.steps = steps;
        timer = terminal.IsLive ? clock.CreateTimer(_ => Redraw(), null, Tick, Tick) : null;
    }

    public void Started(BuildStep step)
    {
        running[step.Id] = clock.GetTimestamp();
        if (!terminal.IsLive)
            WriteLine($"[grey]building[/]   {Markup.Escape(step.Id)}");
    }

    public void Line(BuildStep step, string text)
    {
        // The toolchain's own lines are in the step's log; the live line shows which steps run.
    }

    public void Finished(BuildStep step, StepOutcome outcome)
    {
        running.TryRemove(step.Id, out _);
        Interlocked.Increment(ref finished);
        WriteLine(outcome switch
        {
            StepOutcome.Built built => $"[green]built[/]      {Markup.Escape(step.Id)} in {built.Elapsed.TotalSeconds:0.0} s",
            StepOutcome.Unchanged => $"[grey]unchanged[/]  {Markup.Escape(step.Id)}",
            StepOutcome.Failed failed => $"[red]failed[/]     {Markup.Escape(step.Id)} after {failed.Elapsed.TotalSeconds:0.0} s",
            StepOutcome.Skipped skipped => $"[yellow]skipped[/]    {Markup.Escape(step.Id)}: it needs {Markup.Escape(skipped.NeededStep)}",
            _ => Markup.Escape(step.Id),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
            await timer.DisposeAsync();
        lock (writing)
            ClearLiveLine();
    }

    private void WriteLine(string markup)
    {
        lock (writing)
        {
            ClearLiveLine();
            terminal.Messages.MarkupLine(markup);
        }
    }

    private void Redraw()
    {
        lock (writing)
        {
            ClearLiveLine();
            var now = running.OrderBy(r => r.Value).Select(r => $"{r.Key} {clock.GetElapsedTime(r.Value).TotalSeconds:0} s");
            var line = $"{finished}/{steps}  {string.Join("  ", now)}";
            var width = Math.Max(20, terminal.Messages.Profile.Width - 1);
            terminal.Error.Write(line.Length > width ? line[..width] : line);
            hasLiveLine = true;
        }
    }

    private void ClearLiveLine()
    {
        if (!hasLiveLine)
            return;
        terminal.Error.Write("\r\e[2K");
        hasLiveLine = false;
    }
}
