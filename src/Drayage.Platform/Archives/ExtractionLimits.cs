namespace Drayage.Platform.Archives;

/// <summary>What an archive may grow to when it is extracted.</summary>
public sealed record ExtractionLimits
{
    public static ExtractionLimits Default { get; } = new();

    public int MaxEntries { get; init; } = 200_000;

    /// <summary>Uncompressed bytes of everything together, headers included.</summary>
    public long MaxBytes { get; init; } = 8L * 1024 * 1024 * 1024;
}
