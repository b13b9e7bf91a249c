using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Files;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Delivery;

/// <summary>Destinations, consignments and a journal on disk, delivered as often as a test likes.</summary>
internal sealed class DeliveryScene : IDisposable, IDeliveryObserver
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory directory = new();
    private readonly List<Consignment> consignments = [];

    public Digest Waybill { get; } = Digest.OfSha256("the waybill"u8);

    public Dictionary<string, IPublisher> Publishers { get; } = new(StringComparer.Ordinal);

    public MemoryContent Content { get; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    public string JournalPath => directory["journal.jsonl"];

    public DeliveryPatience Patience { get; set; } = new()
    {
        Tries = 3,
        FirstDelay = TimeSpan.FromMilliseconds(1),
        LongestDelay = TimeSpan.FromSeconds(1),
        Visibility = TimeSpan.FromMilliseconds(400),
        Doubt = TimeSpan.FromMilliseconds(400),
    };

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public JournalState State => JournalFile.Read(JournalPath);

    public MemoryPublisher Destination(string id, bool isReversible = false)
    {
        var publisher = new MemoryPublisher(id, isReversible, Log);
        Publishers[id] = publisher;
        return publisher;
    }

    /// <summary>A receiver of announcements, which cannot be asked what it has.</summary>
    public MemoryPublisher Receiver(string id)
    {
        var publisher = new MemoryPublisher(id, isReversible: false, Log) { Guarantee = DeliveryGuarantee.AtLeastOnce };
        Publishers[id] = publisher;
        return publisher;
    }

    /// <summary>A consignment that tells of the release v1.</summary>
    public Consignment Announce(string id, string needs = "", params string[] events) => Add(Add(id, [.. events.Select(type => $"announce {type} v1")], needs) with
    {
        Announcement = new Announcement { Tag = "v1", Versions = ImmutableSortedDictionary<string, string>.Empty, Events = [.. events], About = [], Waybills = [] },
    });

    /// <summary>Forgets the consignments, and not what was done with them.</summary>
    public void Clear() => consignments.Clear();

    public Consignment Add(Consignment consignment)
    {
        consignments.RemoveAll(earlier => earlier.Id == consignment.Id);
        consignments.Add(consignment);
        return consignment;
    }

    /// <param name="id"><c>destination/what</c></param>
    /// <param name="effects"><c>open</c>, <c>put NAME</c>, <c>point NAME</c>, <c>announce TYPE SUBJECT</c></param>
    /// <param name="needs">Ids, separated by spaces.</param>
    public Consignment Add(string id, string[] effects, string needs = "") => Add(new Consignment
    {
        Id = id,
        Destination = id.Split('/')[0],
        Kind = "memory",
        Address = "nowhere",
        Version = "1.0.0",
        Effects = [.. effects.Select(Parse)],
        Needs = [.. needs.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
    });

    /// <param name="through">Puts something between the delivery and its journal.</param>
    public async Task<DeliveryReport> DeliverAsync(Func<IJournal, IJournal>? through = null, DeliveryEnd end = DeliveryEnd.Points)
    {
        using var journal = await JournalFile.OpenAsync(JournalPath, Waybill, "runner", Clock, TestContext.Current.CancellationToken);
        var engine = new DeliveryEngine(Publishers, through is null ? journal : through(journal), Content, this, Patience, Clock);
        return new DeliveryReport(await engine.RunAsync([.. consignments], end, TestContext.Current.CancellationToken).WaitAsync(Limit));
    }

    /// <summary>The sendings in the order in which they began.</summary>
    public ImmutableArray<string> Sends() => [.. Log.Where(line => line.StartsWith("send ", StringComparison.Ordinal)).Select(line => line["send ".Length..])];

    /// <summary>Asserts that one call ended before another began.</summary>
    public void AssertBefore(string earlier, string later)
    {
        var lines = Log.ToList();
        var (end, start) = (lines.IndexOf($"sent {earlier}"), lines.IndexOf($"send {later}"));
        Assert.True(end >= 0 && start > end, $"'{earlier}' did not end before '{later}' began:\n{string.Join('\n', lines)}");
    }

    public void Started(Consignment consignment)
    {
    }

    public void Delivered(Consignment consignment, Effect effect)
    {
    }

    public void Finished(ConsignmentOutcome outcome)
    {
    }

    public void Dispose() => directory.Dispose();

    private static Effect Parse(string text) => text.Split(' ') switch
    {
        ["open"] => new Effect.Open(),
        ["put", var name] => new Effect.Put(name, Digest.OfSha256("content"u8), 7),
        ["point", var name] => new Effect.Point(name, null),
        ["announce", var type, var subject] => new Effect.Announce(type, subject),
        _ => throw new ArgumentException($"'{text}' is no effect", nameof(text)),
    };
}
