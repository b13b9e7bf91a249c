using System.Diagnostics.CodeAnalysis;

namespace Drayage.Model.Targets;

/// <summary>
/// An operating system and CPU in the spelling of OCI image indexes (image-index.md, "platform"), which is Go's:
/// <c>linux/amd64</c>, <c>linux/arm64</c>, <c>linux/arm/v7</c>, <c>darwin/arm64</c>, <c>windows/amd64</c>.
/// </summary>
public sealed partial record TargetPlatform(string Os, string Architecture, string? Variant = null)
{
    /// <exception cref="FormatException">The text is not <c>os/arch</c> or <c>os/arch/variant</c>.</exception>
    public static TargetPlatform Parse(string text) =>
        TryParse(text, out var platform)
            ? platform
            : throw new FormatException($"'{text}' is not a platform (expected os/arch or os/arch/variant, such as linux/amd64)");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TargetPlatform? platform)
    {
        platform = null;
        var parts = text?.Split('/') ?? [];
        if (parts.Length is < 2 or > 3 || parts.Any(part => part.Length == 0 || !part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))))
            return false;
        platform = new TargetPlatform(parts[0], parts[1], parts.Length == 3 ? parts[2] : null);
        return true;
    }

    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
