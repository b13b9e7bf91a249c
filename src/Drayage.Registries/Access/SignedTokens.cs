using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Drayage.Registries.Access;

/// <summary>JSON Web Tokens with HMAC-SHA-256 (RFC 7519, RFC 7515).</summary>
internal sealed class SignedTokens(byte[] key)
{
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    /// <param name="claims">The payload, as JSON.</param>
    public string Issue(ReadOnlySpan<byte> claims)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Header))}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(signed))}";
    }

    /// <summary>The payload of a token that was signed with the key; null for every other text.</summary>
    public byte[]? Open(string token)
    {
        var (start, end) = (token.IndexOf('.', StringComparison.Ordinal), token.LastIndexOf('.'));
        if (end <= start || Decode(token.AsSpan(end + 1)) is not { } signature)
            return null;
        return CryptographicOperations.FixedTimeEquals(signature, Sign(token[..end])) ? Decode(token.AsSpan(start + 1, end - start - 1)) : null;
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static byte[]? Decode(ReadOnlySpan<char> text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
