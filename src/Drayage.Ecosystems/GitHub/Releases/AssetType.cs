namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>Media types of what releases carry; browsers go by them.</summary>
internal static class AssetType
{
    public static string Of(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".gz" or ".tgz" or ".crate" => "application/gzip",
        ".zip" or ".whl" or ".nupkg" or ".snupkg" => "application/zip",
        ".xz" => "application/x-xz",
        ".zst" => "application/zstd",
        ".json" => "application/json",
        ".deb" => "application/vnd.debian.binary-package",
        ".rpm" => "application/x-rpm",
        ".txt" or ".md" or ".sig" or ".asc" => "text/plain",
        "" when name.Contains("SHA256SUMS", StringComparison.Ordinal) => "text/plain",
        _ => "application/octet-stream",
    };
}
