using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Statistics;

namespace Drayage.Cli.Runs.Counting;

/// <summary>The totals of earlier runs, a line of JSON each, so that days follow where destinations tell totals only.</summary>
/// <param name="path">Absolute; null keeps none.</param>
internal sealed class SnapshotFile(string? path)
{
    private string text = "";

    /// <returns>Oldest first.</returns>
    /// <exception cref="ReleaseException">It holds something else.</exception>
    public async Task<ImmutableArray<CountSnapshot>> ReadAsync(CancellationToken cancellationToken)
    {
        if (path is null || !File.Exists(path))
            return [];
        text = await File.ReadAllTextAsync(path, cancellationToken);
        try
        {
            return CountSnapshot.Read(text.Split('\n'));
        }
        catch (FormatException malformed)
        {
            throw new ReleaseException(ExitCode.Refused, $"{path} holds no snapshots", malformed.Message, "take the line out, or name another file");
        }
    }

    /// <summary>Adds the totals that were told now to what was read.</summary>
    /// <exception cref="ReleaseException">It cannot be written.</exception>
    public async Task AddAsync(ImmutableArray<DownloadCount> counts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ImmutableArray<CountedTotal> totals = [.. counts.Where(count => count.Total is not null).Select(count => new CountedTotal(count.Destination, count.Package, count.Item, count.Total!.Value))];
        if (path is null || totals.IsEmpty)
            return;
        var before = text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
        await ResultFile.WriteAsync(path, before + new CountSnapshot(now, totals).Write(), cancellationToken);
    }
}
