namespace Drayage.Model.Versions;

/// <summary>The ecosystems that spell versions in their own way.</summary>
public enum NativeSpelling
{
    /// <summary>Crates: SemVer with 64-bit numbers.</summary>
    Cargo,

    /// <summary>npm: SemVer without build metadata, numbers up to 2^53 - 1.</summary>
    Npm,

    /// <summary>Go modules: <c>v</c> and SemVer without build metadata.</summary>
    Go,

    /// <summary>Helm charts: SemVer with 64-bit numbers.</summary>
    Helm,

    /// <summary>Python: PEP 440, canonical form.</summary>
    Pep440,

    /// <summary>NuGet: up to four 32-bit numbers, labels compared without case, normalised form.</summary>
    NuGet,

    /// <summary>A tag of an OCI registry, for images and charts.</summary>
    OciTag,

    /// <summary>The upstream version of a Debian package.</summary>
    Debian,

    /// <summary>Maven and Gradle.</summary>
    Maven,
}
