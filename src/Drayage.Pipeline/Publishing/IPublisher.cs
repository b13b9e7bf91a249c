using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Pipeline.Publishing;

/// <summary>
/// Talks to one destination. It neither journals nor retries: those are decorators around it, composed in one place.
/// Failures are <see cref="DeliveryException"/>s.
/// </summary>
public interface IPublisher
{
    /// <summary>Reversible destinations are sent first, immutable ones after them.</summary>
    bool IsReversible { get; }

    /// <summary>How many effects of one consignment may be under way at once.</summary>
    int Concurrency { get; }

    /// <summary>What the destination lets its account do, over all consignments.</summary>
    DeliveryLimits Limits => DeliveryLimits.None;

    /// <summary>How many times as long as usual it may take to serve what it accepted.</summary>
    int Lag => 1;

    /// <summary>How often an effect may come about.</summary>
    DeliveryGuarantee Guarantee => DeliveryGuarantee.ExactlyOnce;

    /// <summary>Where people fetch an artifact, or the waybill, once the consignment is delivered; null where that is not known beforehand.</summary>
    Uri? LocationOf(Consignment consignment, string artifactName) => null;

    /// <summary>
    /// Asks whether the destination can be reached, accepts the credential, allows writing and has the version free, as far as its
    /// protocol tells, and says what cannot be known. Never changes anything. The consignment's puts have no digests yet, and their names
    /// may hold <c>*</c> for what only the build decides.
    /// </summary>
    Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken);

    /// <summary>What stands in the place of the effect. Never changes anything.</summary>
    Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken);

    /// <summary>Carries the effect out. Called only after a probe said absent, or different and movable.</summary>
    Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken);

    /// <summary>
    /// Fetches what the destination serves, as a stranger would, and compares digests: the bytes for a put,
    /// the target for a point.
    /// </summary>
    Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken);

    /// <summary>
    /// Sees whether the destination serves what it has just been sent. Where its protocol binds it to check digests on the way in,
    /// asking for those digests is enough and no byte needs to travel back; elsewhere this is <see cref="ReadBackAsync"/>.
    /// </summary>
    Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ReadBackAsync(consignment, effect, content, cancellationToken);
}

/// <summary>How often an effect may come about at a destination.</summary>
public enum DeliveryGuarantee
{
    /// <summary>The destination can be asked what it holds: what is there already is not sent.</summary>
    ExactlyOnce,

    /// <summary>
    /// The receiver cannot be asked. What was sent and not answered is sent again, with the same id, by which receivers tell
    /// that they have it. An answer of success is all that will ever be observed.
    /// </summary>
    AtLeastOnce,
}
