using System.Text.Json;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>One version of a package as its registry tells it.</summary>
/// <param name="Tarball">Where its tarball is fetched.</param>
/// <param name="Integrity">Subresource integrity, perhaps of several hashes; null where the registry tells SHA-1 alone.</param>
/// <param name="Deprecated">What installers warn with; null for a version that is not deprecated.</param>
internal sealed record PublishedVersion(Uri Tarball, string? Integrity, string? Deprecated)
{
    private const string Sha512 = "sha512-";

    /// <summary>SHA-512 of the tarball in lower-case hexadecimal; null where the registry does not tell.</summary>
    public string? Sha512Hex
    {
        get
        {
            var strongest = Integrity?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(hash => hash.StartsWith(Sha512, StringComparison.Ordinal));
            var buffer = new byte[64];
            // Options may follow a question mark (W3C, Subresource Integrity).
            return strongest is not null && Convert.TryFromBase64String(strongest[Sha512.Length..].Split('?')[0], buffer, out var length) && length == buffer.Length
                ? Convert.ToHexStringLower(buffer)
                : null;
        }
    }

    public static PublishedVersion Parse(JsonElement version)
    {
        var dist = version.GetProperty("dist");
        return new PublishedVersion(
            new Uri(dist.GetProperty("tarball").GetString()!),
            dist.TryGetProperty("integrity", out var integrity) ? integrity.GetString() : null,
            version.TryGetProperty("deprecated", out var deprecated) && deprecated.ValueKind == JsonValueKind.String && deprecated.GetString() is { Length: > 0 } reason ? reason : null);
    }

    /// <param name="sha512">Lower-case hexadecimal.</param>
    public static string IntegrityOf(string sha512) => Sha512 + Convert.ToBase64String(Convert.FromHexString(sha512));
}
