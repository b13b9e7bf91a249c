using System.Security.Cryptography;
using System.Text;
using Drayage.Platform.Secrets;

namespace Drayage.Listening.Intake;

/// <summary>Checks who sent a message. Comparisons take the same time whatever is wrong.</summary>
internal static class Signature
{
    private const string Prefix = "sha256=";

    /// <param name="header">Value of <c>X-Hub-Signature-256</c>: <c>sha256=</c> and 64 hexadecimal digits.</param>
    public static bool Holds(string? header, byte[] body, Secret secret)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret.RevealBytes(), body, expected);
        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isWellFormed = header is not null
            && header.Length == Prefix.Length + (2 * HMACSHA256.HashSizeInBytes)
            && header.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.FromHexString(header.AsSpan(Prefix.Length), sent, out _, out _) == System.Buffers.OperationStatus.Done;
        return CryptographicOperations.FixedTimeEquals(sent, expected) & isWellFormed;
    }

    /// <param name="header">Value of <c>Authorization</c>.</param>
    public static bool IsBearer(string? header, Secret token)
    {
        const string Scheme = "Bearer ";
        var sent = header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        // Hashes are compared, so that not even the token's length shows in the timing.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent)), SHA256.HashData(token.RevealBytes()));
    }
}
