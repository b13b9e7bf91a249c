namespace Drayage.Registries.NuGet;

/// <summary>When the NuGet registry refuses, and how long it takes to serve what it took.</summary>
public sealed record NuGetLimits
{
    /// <summary>Bytes of a package or symbol package; 413 above.</summary>
    public long PackageBytes { get; init; } = 250L * 1024 * 1024;

    /// <summary>Pushes and deletions that one key may send in an hour; 429 with <c>Retry-After</c> above.</summary>
    public int ChangesPerHour { get; init; } = 350;

    /// <summary>How long a package that was taken is examined before anybody can fetch it.</summary>
    public TimeSpan Validation { get; init; }
}
