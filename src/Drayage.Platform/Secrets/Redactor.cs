using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Drayage.Platform.Secrets;

/// <summary>
/// Replaces known secret values in text that is about to be shown or stored. Also knows the forms in which a value
/// commonly leaks: percent-encoded and base64. Safe for use by many threads.
/// </summary>
public sealed class Redactor
{
    // Shorter values would blank out ordinary words; nothing that short is a credential.
    private const int ShortestValue = 4;
    private readonly Lock gate = new();
    private volatile Known learnt = new([]);

    /// <summary>Learns a secret. Each line of a value with many lines (a private key) is learnt on its own.</summary>
    public void Learn(Secret secret)
    {
        var value = secret.Reveal().Trim();
        var lines = value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("-----", StringComparison.Ordinal));
        var forms = lines.SelectMany(Forms).Where(form => form.Length >= ShortestValue);
        lock (gate)
            learnt = new Known([.. learnt.Values.Union(forms).OrderByDescending(form => form.Length)]);
    }

    /// <summary>The text with every known value replaced by <see cref="Secret.Mask"/>.</summary>
    public string Redact(string text)
    {
        var known = learnt;
        if (!text.AsSpan().ContainsAny(known.Search))
            return text;
        return known.Values.Aggregate(text, (redacted, value) => redacted.Replace(value, Secret.Mask));
    }

    private static IEnumerable<string> Forms(string value) =>
        [value, Uri.EscapeDataString(value), Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).TrimEnd('=')];

    private sealed record Known(ImmutableArray<string> Values)
    {
        public SearchValues<string> Search { get; } = SearchValues.Create(Values.AsSpan(), StringComparison.Ordinal);
    }
}
