using Drayage.Platform.Secrets;

namespace Drayage.Oci.Distribution.Credentials;

/// <summary>What a registry or its token server is shown.</summary>
public abstract record RegistryCredential
{
    private RegistryCredential()
    {
    }

    /// <summary>User name with a password or an access token in its place.</summary>
    public sealed record Password(string UserName, Secret Secret) : RegistryCredential;

    /// <summary>An OAuth 2 refresh token, traded for access tokens at the token server.</summary>
    public sealed record IdentityToken(Secret Token) : RegistryCredential;

    /// <summary>A finished bearer token, sent as it is.</summary>
    public sealed record BearerToken(Secret Token) : RegistryCredential;
}
