using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Access;

/// <summary>Tells the callers of the embedded registries apart.</summary>
internal sealed class AccessControl(RegistryTokens tokens)
{
    private readonly byte[] expected = Hash(tokens.Write);
    private readonly RepositoryRights full = new(everything: true, readsAreOpen: true, []);
    private readonly ImmutableArray<(byte[] Secret, RepositoryRights Rights)> limited =
    [
        .. tokens.Grants
            .GroupBy(grant => grant.Secret, StringComparer.Ordinal)
            .Select(group => (Hash(group.Key), new RepositoryRights(everything: false, !tokens.ReadsNeedToken, [.. group]))),
    ];

    public bool ReadsNeedToken => tokens.ReadsNeedToken;

    /// <summary>Judges a request by the token itself, sent in any of the usual schemes.</summary>
    public Caller Identify(HttpRequest request) =>
        Credentials.Of(request) is { } credentials ? Judge(credentials.Secret) : Caller.Anonymous;

    // Hashes are compared, so that neither content nor length of the token shows in the timing.
    public Caller Judge(string secret) =>
        CryptographicOperations.FixedTimeEquals(Hash(secret), expected)
            ? Caller.Trusted
            : Caller.Impostor;

    /// <summary>What a caller without credentials may do on repositories.</summary>
    public RepositoryRights Anonymous { get; } = new(everything: false, !tokens.ReadsNeedToken, []);

    /// <summary>What the holder of a secret may do on repositories; null when it is nobody's.</summary>
    public RepositoryRights? RightsOf(string secret)
    {
        var hash = Hash(secret);
        if (CryptographicOperations.FixedTimeEquals(hash, expected))
            return full;
        RepositoryRights? found = null;
        foreach (var (held, rights) in limited)
            found = CryptographicOperations.FixedTimeEquals(hash, held) ? rights : found;
        return found;
    }

    public bool MayRead(Caller caller) =>
        caller == Caller.Trusted || (caller == Caller.Anonymous && !ReadsNeedToken);

    /// <summary>Whether a hexadecimal HMAC-SHA-256 of the content was made with the token.</summary>
    public bool Signs(ReadOnlySpan<byte> content, string hex) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(tokens.Write), content))),
        Encoding.ASCII.GetBytes(hex));

    /// <summary>Tokens signed with the token itself, as identities are.</summary>
    public SignedTokens Signed { get; } = new(Encoding.UTF8.GetBytes(tokens.Write));

    /// <summary>A key of its own for each purpose, derived from the token, so that it outlives a restart without being stored.</summary>
    public byte[] DeriveKey(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(tokens.Write), 32, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
