using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Drayage.Model;

/// <summary>
/// A content digest, <c>algorithm:hex</c>, as defined by the OCI image specification (descriptor.md, "Digests").
/// Only the registered algorithms <c>sha256</c> and <c>sha512</c> are known; hex is lower case.
/// </summary>
public sealed record Digest
{
    public const string Sha256 = "sha256";
    public const string Sha512 = "sha512";

    private Digest(string algorithm, string hex)
    {
        Algorithm = algorithm;
        Hex = hex;
    }

    /// <summary>Registered name of the hash: <c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm { get; }

    /// <summary>Lower-case hexadecimal: 64 characters for sha256, 128 for sha512.</summary>
    public string Hex { get; }

    /// <summary>The first twelve hexadecimal digits, for lines where the full digest stands nearby.</summary>
    public string Short => Hex[..12];

    public static Digest OfSha256(ReadOnlySpan<byte> content) => FromHash(Sha256, SHA256.HashData(content));

    /// <summary>Reads the stream to its end.</summary>
    public static async Task<Digest> OfSha256Async(Stream content, CancellationToken cancellationToken) =>
        FromHash(Sha256, await SHA256.HashDataAsync(content, cancellationToken));

    /// <summary>Wraps a finished hash.</summary>
    /// <exception cref="ArgumentException">The algorithm is unknown or the hash has another length.</exception>
    public static Digest FromHash(string algorithm, ReadOnlySpan<byte> hash)
    {
        if (LengthOf(algorithm) != hash.Length)
            throw new ArgumentException($"a {algorithm} hash of {hash.Length} bytes does not exist", nameof(hash));
        return new Digest(algorithm, Convert.ToHexStringLower(hash));
    }

    /// <exception cref="FormatException">The text is not a digest of a known algorithm.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException($"'{text}' is not a digest (expected sha256:<64 hex digits> or sha512:<128 hex digits>)");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = null;
        var colon = text?.IndexOf(':') ?? -1;
        if (colon < 0)
            return false;
        var algorithm = text![..colon];
        var hex = text[(colon + 1)..];
        if (LengthOf(algorithm) * 2 != hex.Length || hex.Length == 0 || hex.AsSpan().ContainsAnyExcept(LowerHex))
            return false;
        digest = new Digest(algorithm, hex);
        return true;
    }

    /// <summary>Starts an incremental hash of this digest's algorithm, to check streamed content against it.</summary>
    public IncrementalHash NewHash() =>
        IncrementalHash.CreateHash(Algorithm == Sha512 ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);

    public override string ToString() => $"{Algorithm}:{Hex}";

    private static readonly System.Buffers.SearchValues<char> LowerHex =
        System.Buffers.SearchValues.Create("0123456789abcdef");

    private static int LengthOf(string algorithm) => algorithm switch
    {
        Sha256 => 32,
        Sha512 => 64,
        _ => 0,
    };
}
