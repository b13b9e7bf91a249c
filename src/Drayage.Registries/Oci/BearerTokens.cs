using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Registries.Access;

namespace Drayage.Registries.Oci;

/// <summary>Short-lived signed tokens of the token endpoint.</summary>
internal sealed class BearerTokens(byte[] key, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly SignedTokens signed = new(key);

    public IssuedToken Issue(ImmutableArray<ScopeGrant> access)
    {
        var now = clock.GetUtcNow();
        var claims = new TokenClaims
        {
            IssuedAt = now.ToUnixTimeSeconds(),
            Expires = (now + Lifetime).ToUnixTimeSeconds(),
            Access = access,
        };
        var token = signed.Issue(JsonSerializer.SerializeToUtf8Bytes(claims, OciJson.Wire.TokenClaims));
        return new IssuedToken { Token = token, ExpiresIn = (int)Lifetime.TotalSeconds, IssuedAt = now };
    }

    /// <summary>The claims of a token of ours that is still valid; null for every other text.</summary>
    public TokenClaims? Check(string token)
    {
        if (signed.Open(token) is not { } payload)
            return null;
        var claims = JsonSerializer.Deserialize(payload, OciJson.Wire.TokenClaims)!;
        return claims.Expires > clock.GetUtcNow().ToUnixTimeSeconds() ? claims : null;
    }
}
