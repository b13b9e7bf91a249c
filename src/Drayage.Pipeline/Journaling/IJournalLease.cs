using Drayage.Model;
using Drayage.Platform.Http;

namespace Drayage.Pipeline.Journaling;

/// <summary>
/// The right to send for a release, for a while. It is renewed in the background, and it is the gate of everything that is sent:
/// a runner that was paused beyond its end finds the gate shut.
/// </summary>
public interface IJournalLease : ISendGate
{
    /// <summary>Cancelled when the lease is lost; nothing must be sent after that.</summary>
    CancellationToken Lost { get; }

    /// <summary>Why it is lost; null while it is not.</summary>
    ReleaseException? Loss { get; }
}
