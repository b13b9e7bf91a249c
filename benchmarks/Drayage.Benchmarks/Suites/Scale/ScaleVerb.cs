using System.Globalization;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Pipeline.Announcing.Notices;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Files;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;

namespace Drayage.Benchmarks.Suites.Scale;

/// <summary>
/// <c>scale JOURNAL RESULT rates|link</c>: a whole delivery by the real engine, its decorators and a real journal, under a simulated
/// clock. A process of its own, so that its memory is its own.
/// </summary>
internal static class ScaleVerb
{
    public const string Name = "scale";
    public const string Rates = "rates";
    public const string Link = "link";

    public static async Task<int> RunAsync(string journalPath, string resultPath, string what)
    {
        using var clock = new SimulatedClock();
        var release = new ScaleRelease(what == Rates, clock);
        await using JournalFile journal = await JournalFile.OpenAsync(journalPath, Digest.OfSha256("scale"u8), "bench", clock, CancellationToken.None);
        var publishers = release.Publishers.ToDictionary(pair => pair.Key, pair => (IPublisher)pair.Value, StringComparer.Ordinal);
        var engine = new DeliveryEngine(publishers, new StandingStill(journal, clock), new NoContent(), new Silence(), new DeliveryPatience(), clock);
        var outcomes = await engine.RunAsync(release.Consignments, CancellationToken.None);
        if (!release.IsExact || outcomes.Any(outcome => outcome is not ConsignmentOutcome.Delivered))
        {
            Console.Error.WriteLine($"{outcomes.Count(outcome => outcome is not ConsignmentOutcome.Delivered)} consignments are not delivered, or an effect came about twice");
            return 1;
        }

        await File.WriteAllTextAsync(
            resultPath,
            string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds} {release.Bound.TotalSeconds} {release.Refused} {release.Effects} {journal.State.Records}"));
        return 0;
    }

    /// <summary>While a record is flushed to the real disk the simulated clock stands still.</summary>
    private sealed class StandingStill(IJournal inner, SimulatedClock clock) : IJournal
    {
        public JournalState State => inner.State;

        public Task AppendAsync(JournalEvent happened, CancellationToken cancellationToken) => clock.Busy(() => inner.AppendAsync(happened, cancellationToken));
    }

    private sealed class Silence : IDeliveryObserver
    {
        public void Started(Consignment consignment)
        {
        }

        public void Delivered(Consignment consignment, Effect effect)
        {
        }

        public void Finished(ConsignmentOutcome outcome)
        {
        }
    }

    private sealed class NoContent : IContentSource
    {
        public string ImageLayout => throw new NotSupportedException();

        public Stream Open(string artifactName) => throw new NotSupportedException();

        public long SizeOf(string artifactName) => throw new NotSupportedException();

        public Digest DigestOf(string artifactName) => throw new NotSupportedException();

        public bool IsSame(string artifactName, ReadOnlySpan<byte> served) => throw new NotSupportedException();

        public ReleaseEvent EventOf(Announcement announcement, Effect.Announce effect) => throw new NotSupportedException();

        public Notice NoticeOf(Announcement announcement, Effect.Announce effect) => throw new NotSupportedException();
    }
}
