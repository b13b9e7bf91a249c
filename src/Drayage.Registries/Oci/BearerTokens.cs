using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Drayage.Registries.Oci;

/// <summary>Short-lived signed tokens: JSON Web Tokens with HMAC-SHA-256 (RFC 7519, RFC 7515).</summary>
internal sealed class BearerTokens(byte[] key, TimeProvider clock)
{
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public IssuedToken Issue(ImmutableArray<ScopeGrant> access)
    {
        var now = clock.GetUtcNow();
        var claims = new TokenClaims
        {
            IssuedAt = now.ToUnixTimeSeconds(),
            Expires = (now + Lifetime).ToUnixTimeSeconds(),
            Access = access,
        };
        var signed = $"{Encode(Encoding.UTF8.GetBytes(Header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims, OciJson.Wire.TokenClaims))}";
        return new IssuedToken { Token = $"{signed}.{Encode(Sign(signed))}", ExpiresIn = (int)Lifetime.TotalSeconds, IssuedAt = now };
    }

    /// <summary>The claims of a token of ours that is still valid; null for every other text.</summary>
    public TokenClaims? Check(string token)
    {
        var end = token.LastIndexOf('.');
        if (end < 0 || Decode(token.AsSpan(end + 1)) is not { } signature)
            return null;
        if (!CryptographicOperations.FixedTimeEquals(signature, Sign(token[..end])))
            return null;
        var payload = Decode(token.AsSpan(token.IndexOf('.', StringComparison.Ordinal) + 1, end - token.IndexOf('.', StringComparison.Ordinal) - 1));
        var claims = JsonSerializer.Deserialize(payload, OciJson.Wire.TokenClaims)!;
        return claims.Expires > clock.GetUtcNow().ToUnixTimeSeconds() ? claims : null;
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Encode(ReadOnlySpan<byte> octets) => Base64Url.EncodeToString(octets);

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        return Base64Url.DecodeFromChars(text);
    }
}
