using System.Security.Cryptography;

namespace Drayage.Sealing.Keys;

/// <summary>What a PEM text holds, by its labels.</summary>
internal static class PemText
{
    /// <summary>The label of the first block that is a key; null when there is none.</summary>
    public static string? LabelOf(string text)
    {
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var block))
        {
            var label = rest[block.Label];
            if (label.EndsWith("KEY", StringComparison.Ordinal))
                return label.ToString();
            rest = rest[block.Location.End..];
        }
        return null;
    }
}
