namespace Drayage.Pipeline.Publishing.Preflight;

/// <summary>What a finding means for the release.</summary>
public enum PreflightVerdict
{
    Good,

    /// <summary>The release can go on, and this may spoil it.</summary>
    Doubtful,

    /// <summary>The destination does not tell beforehand.</summary>
    Unknown,

    /// <summary>The destination is known to refuse.</summary>
    Refused,
}
