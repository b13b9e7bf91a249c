namespace Drayage.Oci.Distribution;

/// <summary>What a registry's token says about pushing to a repository.</summary>
public enum PushRight
{
    /// <summary>Nothing: the registry gives no tokens, or gives some that only it can read.</summary>
    Untold,

    Granted,

    Denied,
}
