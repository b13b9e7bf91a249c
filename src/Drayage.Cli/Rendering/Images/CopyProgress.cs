using System.Collections.Immutable;
using Drayage.Cli.Images;
using Drayage.Oci.Copying;
using Spectre.Console;

namespace Drayage.Cli.Rendering.Images;

/// <summary>
/// Shows a copy on standard error: on a terminal a bar for each destination and each large blob under way, with bytes,
/// rate and time left; elsewhere a line for each blob and, while a long one is under way, one every ten seconds.
/// </summary>
internal sealed class CopyProgress : IAsyncDisposable
{
    /// <summary>Lines that scroll out of a terminal cannot be drawn again.</summary>
    private const int MaxLines = 16;
    private const int BarWidth = 24;
    private static readonly TimeSpan LiveTick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainTick = TimeSpan.FromSeconds(10);

    private readonly Terminal terminal;
    private readonly TransferRate rate;
    private readonly Lock writing = new();
    private readonly ImmutableArray<(CopyDestination Destination, TransferTally Tally)> tallies;
    private readonly ITimer timer;
    private int liveLines;
    private long toldBytes;

    public CopyProgress(Terminal terminal, TimeProvider clock, ImmutableArray<CopyDestination> destinations)
    {
        this.terminal = terminal;
        rate = new TransferRate(clock);
        tallies = [.. destinations.Select(destination => (destination, new TransferTally(destination.Location.ToString())))];
        var tick = terminal.IsLive ? LiveTick : PlainTick;
        timer = clock.CreateTimer(_ => Tick(), null, tick, tick);
    }

    /// <summary>Told of every step of the copy, from several threads.</summary>
    public void Note(CopyEvent happened)
    {
        lock (writing)
        {
            var tally = tallies.First(pair => pair.Destination.Target == happened.Target).Tally;
            tally.Note(happened);
            if (!terminal.IsLive)
                Tell(tally, happened);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        lock (writing)
            Clear();
    }

    private void Tell(TransferTally tally, CopyEvent happened)
    {
        switch (happened)
        {
            case CopyEvent.Counted counted:
                terminal.Error.WriteLine($"copying    {tally.Name}: {Model.Counted.Of(counted.Blobs, "blob")}, {ByteCount.Text(counted.Bytes)}");
                break;
            case CopyEvent.Ended ended:
                terminal.Error.WriteLine($"{Word(ended.Way),-9}  {tally.Name}: {ended.Blob.Digest.Algorithm}:{ended.Blob.Digest.Short}, {ByteCount.Text(ended.Blob.Size)}");
                break;
        }
    }

    private static string Word(BlobWay way) => way switch
    {
        BlobWay.Sent => "sent",
        BlobWay.Mounted => "mounted",
        _ => "present",
    };

    private void Tick()
    {
        lock (writing)
        {
            var moved = tallies.Sum(pair => pair.Tally.Moved);
            var speed = rate.Sample(moved);
            if (terminal.IsLive)
                Redraw(speed);
            else if (moved > toldBytes)
                terminal.Error.WriteLine(Summary(speed));
            toldBytes = moved;
        }
    }

    private void Redraw(double speed)
    {
        Clear();
        var width = Math.Max(40, terminal.Messages.Profile.Width - 1);
        var blobs = Math.Max(0, (MaxLines / tallies.Length) - 1);
        foreach (var (_, tally) in tallies.Take(MaxLines))
        {
            WriteLine(width, $"{Bar(tally.Done, tally.Bytes)} {ByteCount.Text(tally.Done)} of {ByteCount.Text(tally.Bytes)}  {tally.BlobsEnded}/{tally.Blobs} blobs  {tally.Name}");
            foreach (var (blob, position) in tally.Moving.Take(Math.Min(4, blobs)))
                WriteLine(width, $"  {Bar(position, blob.Size)} {ByteCount.Text(position)} of {ByteCount.Text(blob.Size)}  {blob.Digest.Short}");
        }
        WriteLine(width, Summary(speed));
    }

    private string Summary(double speed)
    {
        var left = tallies.Sum(pair => Math.Max(0, pair.Tally.Bytes - pair.Tally.Done));
        var time = speed > 0 && left > 0 ? $", {left / speed:0} s left" : "";
        return $"{ByteCount.Text(tallies.Sum(pair => pair.Tally.Done))} of {ByteCount.Text(tallies.Sum(pair => pair.Tally.Bytes))}, {ByteCount.Text((long)speed)}/s{time}";
    }

    private static string Bar(long done, long whole)
    {
        var filled = whole > 0 ? (int)Math.Clamp(done * BarWidth / whole, 0, BarWidth) : BarWidth;
        return new string('━', filled) + new string('┄', BarWidth - filled);
    }

    private void WriteLine(int width, string line)
    {
        terminal.Error.WriteLine(line.Length > width ? line[..width] : line);
        liveLines++;
    }

    private void Clear()
    {
        if (liveLines > 0)
            terminal.Error.Write($"\e[{liveLines}A\r\e[J");
        liveLines = 0;
    }
}
