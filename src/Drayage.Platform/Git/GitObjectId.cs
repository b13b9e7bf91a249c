using System.Buffers;

namespace Drayage.Platform.Git;

/// <summary>The full name of a git object: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.</summary>
public readonly record struct GitObjectId
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private readonly string? hex;

    private GitObjectId(string hex) => this.hex = hex;

    public string Hex => hex ?? "";

    /// <summary>The first twelve digits, for lines where the full name stands nearby.</summary>
    public string Short => Hex.Length < 12 ? Hex : Hex[..12];

    /// <exception cref="FormatException">The text is no full object name.</exception>
    public static GitObjectId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a full git object name");

    public static bool TryParse(string? text, out GitObjectId id)
    {
        var valid = text is { Length: 40 or 64 } && !text.AsSpan().ContainsAnyExcept(LowerHex);
        id = valid ? new GitObjectId(text!) : default;
        return valid;
    }

    public override string ToString() => Hex;
}
