namespace Drayage.Registries.Access;

/// <summary>What the credentials of a request say about its sender.</summary>
internal enum Caller
{
    /// <summary>No credentials were sent.</summary>
    Anonymous,

    /// <summary>The token was sent.</summary>
    Trusted,

    /// <summary>Credentials were sent, and they are wrong. Refused even where the anonymous may pass, as real registries do.</summary>
    Impostor,
}
