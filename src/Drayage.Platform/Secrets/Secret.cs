using System.Text;

namespace Drayage.Platform.Secrets;

/// <summary>
/// A secret value. It does not turn into text by accident: <see cref="ToString"/> is redacted, there is no conversion,
/// and equality compares references only.
/// </summary>
public sealed class Secret
{
    /// <summary>What stands for a secret wherever one would be shown.</summary>
    public const string Mask = "***";

    private readonly string value;

    public Secret(string value) => this.value = value;

    public bool IsEmpty => value.Length == 0;

    /// <summary>The value itself, for the one place that sends it.</summary>
    public string Reveal() => value;

    /// <summary>The value as UTF-8 bytes.</summary>
    public byte[] RevealBytes() => Encoding.UTF8.GetBytes(value);

    public override string ToString() => Mask;
}
