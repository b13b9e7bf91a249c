using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Pipeline.Announcing.Notices;
using Drayage.Pipeline.Publishing;

namespace Drayage.Tests.Pipeline.Delivery;

/// <summary>Sealed bytes held in memory.</summary>
internal sealed class MemoryContent : IContentSource
{
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>What else stands for a name, as another signature over the same payload does for a waybill.</summary>
    public Dictionary<string, byte[]> Equivalents { get; } = new(StringComparer.Ordinal);

    /// <summary>Directory of the layout with the release's images; null where a test delivers none.</summary>
    public string? Images { get; set; }

    public string ImageLayout => Images ?? throw new InvalidOperationException("this test delivers no image");

    public byte[] this[string name]
    {
        get => files[name];
        set => files[name] = value;
    }

    /// <summary>What announcements say.</summary>
    public Func<Announcement, Effect.Announce, ReleaseEvent> Events { get; set; } = (_, _) => throw new InvalidOperationException("these tests announce nothing");

    public ReleaseEvent EventOf(Announcement announcement, Effect.Announce effect) => Events(announcement, effect);

    public Notice NoticeOf(Announcement announcement, Effect.Announce effect) => new() { Event = Events(announcement, effect), Deliveries = [], Resume = Events(announcement, effect) is ReleaseEvent.Failed ? "drayage resume" : "" };

    public Stream Open(string artifactName) => new MemoryStream(files[artifactName], writable: false);

    public long SizeOf(string artifactName) => files[artifactName].Length;

    public Digest DigestOf(string artifactName) => Digest.OfSha256(files[artifactName]);

    public bool IsSame(string artifactName, ReadOnlySpan<byte> served) =>
        served.SequenceEqual(files[artifactName])
        || (Equivalents.TryGetValue(artifactName, out var other) && served.SequenceEqual(other));
}
