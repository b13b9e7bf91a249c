using Drayage.Pipeline.Journaling;

namespace Drayage.Benchmarks.Suites.Journal;

/// <summary>Writes long journals as a long-troubled release would: effects are announced and fail again and again.</summary>
internal static class JournalWriting
{
    private const int AtOnce = 5_000;
    private const int Destinations = 6;

    /// <param name="store">An empty place.</param>
    /// <param name="records">How many records the journal gets, those of its opening included.</param>
    /// <param name="effects">How many effects they are about, spread over six consignments.</param>
    public static async Task WriteAsync(IJournalStore store, int records, int effects)
    {
        await using IOpenJournal journal = await store.OpenAsync(JournalVerb.Release, CancellationToken.None);
        var written = new List<Task>(AtOnce);
        for (long left = records - journal.State.Records, place = 0; left > 0; left--, place++)
        {
            written.Add(journal.AppendAsync(Event((int)(place / 2 % effects), isSecond: place % 2 == 1), CancellationToken.None));
            if (written.Count == AtOnce || left == 1)
            {
                await Task.WhenAll(written);
                written.Clear();
            }
        }
    }

    private static JournalEvent Event(int effect, bool isSecond)
    {
        (string consignment, string key) = ($"destination-{effect % Destinations}/release", $"put artifact-{effect / Destinations}-1.4.0-linux-amd64.tar.gz");
        return isSecond
            ? new JournalEvent.Failed(consignment, key, "the connection was lost", "connection reset by peer", "run: drayage resume", IsTransient: true)
            : new JournalEvent.Intended(consignment, key);
    }
}
