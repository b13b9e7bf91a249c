namespace Drayage.Workflows.Publishing;

/// <summary>Where people fetch from what is published.</summary>
internal enum Channel
{
    /// <summary>Container images in an OCI registry.</summary>
    Image,

    /// <summary>Charts, signatures and other artifacts in an OCI registry.</summary>
    Artifact,

    Python,
    Crates,
    Npm,
    NuGet,
    Helm,
    GitHubRelease,
    GitTag,

    /// <summary>A file sent to an address of which nothing else is known.</summary>
    Http,
}
