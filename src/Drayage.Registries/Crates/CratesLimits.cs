namespace Drayage.Registries.Crates;

/// <summary>What a crate registry takes, and how soon it shows it.</summary>
public sealed record CratesLimits
{
    /// <summary>Bytes of a .crate file; crates.io's own limit by default.</summary>
    public int CrateBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>How often one caller may publish a crate that is new; null for any number.</summary>
    public PublishRate? NewCrates { get; init; }

    /// <summary>How often one caller may publish a further version of a crate; null for any number.</summary>
    public PublishRate? NewVersions { get; init; }

    /// <summary>How long after it was taken a version is listed in the index.</summary>
    public TimeSpan IndexLag { get; init; }
}

/// <summary>A bucket that is refilled one by one.</summary>
/// <param name="Burst">How many it holds.</param>
/// <param name="Refill">How long one takes to come back.</param>
public sealed record PublishRate(int Burst, TimeSpan Refill)
{
    /// <summary>crates.io's limit for new crates.</summary>
    public static PublishRate NewCratesOfCratesIo { get; } = new(5, TimeSpan.FromMinutes(10));

    /// <summary>crates.io's limit for further versions.</summary>
    public static PublishRate NewVersionsOfCratesIo { get; } = new(30, TimeSpan.FromMinutes(1));
}
