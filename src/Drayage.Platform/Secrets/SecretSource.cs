namespace Drayage.Platform.Secrets;

/// <summary>Yields a secret at the moment it is sent: from a reference, or freshly minted (OIDC).</summary>
public delegate ValueTask<Secret> SecretSource(CancellationToken cancellationToken);
