using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Pipeline.Announcing.Notices;

namespace Drayage.Pipeline.Publishing;

/// <summary>The sealed bytes of a release, by artifact name.</summary>
public interface IContentSource
{
    /// <summary>Opens a file artifact, or the waybill's envelope, for reading. Its bytes have the digest that the waybill states.</summary>
    Stream Open(string artifactName);

    /// <summary>Bytes of a file artifact.</summary>
    long SizeOf(string artifactName);

    /// <summary>Digest of a file artifact or of the waybill's envelope.</summary>
    Digest DigestOf(string artifactName);

    /// <summary>
    /// Whether bytes that a destination serves stand for the artifact. For the waybill that is any envelope with the same payload
    /// whose signature holds: each sealing gives another signature.
    /// </summary>
    bool IsSame(string artifactName, ReadOnlySpan<byte> served);

    /// <summary>What an announcement says.</summary>
    ReleaseEvent EventOf(Announcement announcement, Effect.Announce effect);

    /// <summary>What an announcement that people read says.</summary>
    Notice NoticeOf(Announcement announcement, Effect.Announce effect);

    /// <summary>Absolute path of the OCI layout that holds the release's images, by digest.</summary>
    string ImageLayout { get; }
}
