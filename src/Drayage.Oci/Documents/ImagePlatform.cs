using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Drayage.Oci.Documents;

/// <summary>The platform of an image, in GOOS and GOARCH words (image specification 1.1, "Image Index").</summary>
public sealed record ImagePlatform
{
    public required string Architecture { get; init; }

    public required string Os { get; init; }

    [JsonPropertyName("os.version")]
    public string? OsVersion { get; init; }

    [JsonPropertyName("os.features")]
    public ImmutableArray<string>? OsFeatures { get; init; }

    /// <summary>CPU variant such as <c>v7</c> or <c>v8</c>.</summary>
    public string? Variant { get; init; }

    /// <summary>Reads <c>os/architecture[/variant]</c>.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static ImagePlatform Parse(string text) =>
        TryParse(text, out var platform)
            ? platform
            : throw new FormatException($"'{text}' is not a platform (os/architecture[/variant], such as linux/arm64/v8)");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImagePlatform? platform)
    {
        platform = null;
        var parts = text?.Split('/') ?? [];
        if (parts.Length is < 2 or > 3 || !parts.All(IsWord))
            return false;
        platform = new ImagePlatform { Os = parts[0], Architecture = parts[1], Variant = parts.Length == 3 ? parts[2] : null };
        return true;
    }

    /// <summary>
    /// Whether an image for <paramref name="offered"/> can stand for this platform: a variant that is not given matches
    /// any, and <c>arm64</c> is <c>arm64/v8</c>.
    /// </summary>
    public bool IsServedBy(ImagePlatform offered) =>
        Os == offered.Os
        && Architecture == offered.Architecture
        && (Variant is null || Effective(this) == Effective(offered))
        && (OsVersion is null || OsVersion == offered.OsVersion);

    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    private static string? Effective(ImagePlatform platform) =>
        platform.Variant ?? (platform.Architecture == "arm64" ? "v8" : null);

    private static bool IsWord(string part) =>
        part.Length > 0 && part.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '_' or '.' or '-');
}
