using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Pipeline.Announcing;
using Drayage.Pipeline.Announcing.Notices;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Sealing.Dsse;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Pipeline.Sealing;

/// <summary>The bytes of a sealed release. A stranger, who has the waybill alone, knows digests and no bytes.</summary>
/// <param name="layout">Where the bytes stand; null for a stranger.</param>
public sealed class ReleaseContent(SealedWaybill waybill, VerificationKey key, WorkLayout? layout) : IContentSource
{
    public string ImageLayout => Here.Images;

    /// <summary>What announcements say; null where nothing is announced.</summary>
    public EventComposer? Events { get; init; }

    private WorkLayout Here => layout ?? throw new InvalidOperationException("only digests are known here");

    private EventComposer Composer => Events ?? throw new InvalidOperationException("nothing is announced here");

    public ReleaseEvent EventOf(Announcement announcement, Effect.Announce effect) => Composer.Compose(announcement, effect);

    public Notice NoticeOf(Announcement announcement, Effect.Announce effect) => Composer.ComposeNotice(announcement, effect);

    public Stream Open(string artifactName)
    {
        if (IsWaybill(artifactName))
            return new MemoryStream(waybill.Bytes.ToArray(), writable: false);
        var path = Path.Combine(Here.Artifacts, artifactName);
        return File.Exists(path)
            ? File.OpenRead(path)
            : throw new ReleaseException(ExitCode.Refused, $"artifact {artifactName} is gone", $"{path} does not exist", "build the release again: drayage release");
    }

    public long SizeOf(string artifactName) => IsWaybill(artifactName) ? waybill.Bytes.Length : Find(artifactName).Size;

    public Digest DigestOf(string artifactName) => IsWaybill(artifactName) ? Digest.OfSha256(waybill.Bytes.Span) : Find(artifactName).Digest;

    public bool IsSame(string artifactName, ReadOnlySpan<byte> served)
    {
        if (!IsWaybill(artifactName))
            return Digest.OfSha256(served) == Find(artifactName).Digest;
        try
        {
            var envelope = DsseEnvelope.Parse(served, artifactName);
            return envelope.Payload.Span.SequenceEqual(waybill.Envelope.Payload.Span) && envelope.Verify(key).Length > 0;
        }
        catch (ReleaseException)
        {
            return false;
        }
    }

    private static bool IsWaybill(string artifactName) => artifactName == WaybillComposer.WaybillName;

    private Model.Artifacts.Artifact Find(string artifactName) =>
        waybill.Waybill.Artifacts.FirstOrDefault(a => a.Name.Text == artifactName)
        ?? throw new InvalidOperationException($"the waybill knows no artifact '{artifactName}'");
}
