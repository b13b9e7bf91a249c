namespace Drayage.Pipeline.Delivery.Pacing;

/// <summary>What a call to a destination costs of its limits.</summary>
internal enum PacedCall
{
    /// <summary>A probe, or a look at what was sent.</summary>
    Look,

    /// <summary>A sending.</summary>
    Send,
}
