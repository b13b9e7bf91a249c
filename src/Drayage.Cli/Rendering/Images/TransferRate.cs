namespace Drayage.Cli.Rendering.Images;

/// <summary>Bytes a second over the last few seconds.</summary>
internal sealed class TransferRate(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    private readonly Queue<(long At, long Bytes)> samples = new();

    /// <param name="bytes">All so far.</param>
    public double Sample(long bytes)
    {
        var now = clock.GetTimestamp();
        samples.Enqueue((now, bytes));
        while (samples.Count > 2 && clock.GetElapsedTime(samples.Peek().At, now) > Window)
            samples.Dequeue();
        var (at, first) = samples.Peek();
        var seconds = clock.GetElapsedTime(at, now).TotalSeconds;
        return seconds > 0 ? (bytes - first) / seconds : 0;
    }
}
