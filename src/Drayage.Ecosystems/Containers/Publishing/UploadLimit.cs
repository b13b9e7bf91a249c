using System.Globalization;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>How many blobs go to a registry at one time.</summary>
internal sealed record UploadLimit(int Count)
{
    public const int Default = 16;

    private const int Most = 64;

    /// <exception cref="FormatException">No whole number from 1 to 64.</exception>
    public static UploadLimit Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most
            ? new UploadLimit(count)
            : throw new FormatException($"'{text}' is no number from 1 to {Most}");
}
