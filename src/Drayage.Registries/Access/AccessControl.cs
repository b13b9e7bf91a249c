using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Access;

/// <summary>Tells the callers of the embedded registries apart.</summary>
internal sealed class AccessControl(RegistryTokens tokens)
{
    private readonly byte[] expected = SHA256.HashData(Encoding.UTF8.GetBytes(tokens.Write));

    public bool ReadsNeedToken => tokens.ReadsNeedToken;

    /// <summary>Judges a request by the token itself, sent in any of the usual schemes.</summary>
    public Caller Identify(HttpRequest request) =>
        Credentials.Of(request) is { } credentials ? Judge(credentials.Secret) : Caller.Anonymous;

    // Hashes are compared, so that neither content nor length of the token shows in the timing.
    public Caller Judge(string secret) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), expected)
            ? Caller.Trusted
            : Caller.Impostor;

    public bool MayRead(Caller caller) =>
        caller == Caller.Trusted || (caller == Caller.Anonymous && !ReadsNeedToken);

    /// <summary>A key of its own for each purpose, derived from the token, so that it outlives a restart without being stored.</summary>
    public byte[] DeriveKey(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(tokens.Write), 32, info: Encoding.UTF8.GetBytes(purpose));
}
