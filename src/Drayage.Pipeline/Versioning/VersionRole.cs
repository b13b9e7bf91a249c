namespace Drayage.Pipeline.Versioning;

/// <summary>Why a version stands at a place.</summary>
public enum VersionRole
{
    /// <summary>The version of a package, in its manifest or where that inherits it from.</summary>
    Manifest,

    /// <summary>The place that the configuration takes the version from.</summary>
    Source,

    /// <summary>A further file that the configuration names.</summary>
    File,

    /// <summary>What a package of the repository requires of another one.</summary>
    Requirement,

    /// <summary>The entry of a package of the repository in a lock file.</summary>
    Lock,
}
