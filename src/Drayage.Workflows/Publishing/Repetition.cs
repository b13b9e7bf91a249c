namespace Drayage.Workflows.Publishing;

/// <summary>What happens when the same step runs a second time, after a failure further on.</summary>
internal enum Repetition
{
    /// <summary>Not told by the call.</summary>
    Unknown,

    /// <summary>Does nothing, or the same again.</summary>
    Harmless,

    /// <summary>Fails, because what it sends is there already.</summary>
    Fails,
}
