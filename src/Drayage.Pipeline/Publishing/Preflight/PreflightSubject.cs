namespace Drayage.Pipeline.Publishing.Preflight;

/// <summary>What a finding is about.</summary>
public enum PreflightSubject
{
    /// <summary>Whether the destination answers.</summary>
    Reach,

    /// <summary>Whether it takes the credential.</summary>
    Credential,

    /// <summary>Whether the credential may write.</summary>
    Permission,

    /// <summary>Whether name and version are free.</summary>
    Version,

    /// <summary>Whether it takes what is to be sent.</summary>
    Content,

    /// <summary>How many requests it still answers.</summary>
    Limit,

    /// <summary>Whether its clock and this machine's agree.</summary>
    Clock,
}
