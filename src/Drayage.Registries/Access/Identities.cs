using System.Text.Json;

namespace Drayage.Registries.Access;

/// <summary>
/// Judges the identity tokens of CI jobs (OpenID Connect Core 1.0, section 2). The embedded registries trust one issuer: whoever has the
/// write token and signs with it.
/// </summary>
internal sealed class Identities(SignedTokens signed, TimeProvider clock)
{
    /// <param name="token">What the client presents.</param>
    /// <param name="audience">Whom it must be meant for.</param>
    public IdentityCheck Check(string token, string audience)
    {
        if (signed.Open(token) is not { } payload)
            return new IdentityCheck.Refused("it is not signed by an issuer that is trusted here");
        if (ClaimsOf(payload) is not { } claims)
            return new IdentityCheck.Refused("its claims cannot be read");
        if (claims.Audience != audience)
            return new IdentityCheck.Refused($"it is meant for '{claims.Audience}', and this is '{audience}'");
        return claims.Expires > clock.GetUtcNow().ToUnixTimeSeconds()
            ? new IdentityCheck.Accepted(claims)
            : new IdentityCheck.Refused("it has expired");
    }

    private static IdentityClaims? ClaimsOf(byte[] payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, AccessJson.Wire.IdentityClaims);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
