namespace Drayage.Ecosystems.Python.Distributions;

/// <summary>
/// How a release of a Python project stands in an OCI registry: one artifact manifest a version, whose layers are the files as they
/// are, each under its name (<c>org.opencontainers.image.title</c>), and beside each wheel its metadata. The digest of a layer is the
/// SHA-256 that indexes state. See docs/python.md.
/// </summary>
public static class PythonArtifact
{
    public const string ArtifactType = "application/vnd.drayage.python.release.v1";

    public const string Wheel = "application/vnd.drayage.python.wheel.v1+zip";

    public const string SourceDistribution = "application/vnd.drayage.python.sdist.v1.tar+gzip";

    /// <summary>A wheel's METADATA; its title is the wheel's with <see cref="MetadataEnding"/>.</summary>
    public const string Metadata = "application/vnd.drayage.python.metadata.v1";

    /// <summary>What PEP 658 adds to the address of a file for its metadata.</summary>
    public const string MetadataEnding = ".metadata";

    /// <summary>Of the manifest: the project's name as its metadata spells it.</summary>
    public const string NameAnnotation = "dev.drayage.python.name";

    /// <summary>Of the manifest: the version by PEP 440.</summary>
    public const string VersionAnnotation = "dev.drayage.python.version";

    /// <summary>Of a file's layer: <c>Requires-Python</c>.</summary>
    public const string RequiresPythonAnnotation = "dev.drayage.python.requires-python";

    /// <summary>Artifact type of what is attached to a manifest to yank its files (PEP 592).</summary>
    public const string YankType = "application/vnd.drayage.python.yank.v1";

    /// <summary>Of what yanks, or of the manifest itself: why its files are yanked.</summary>
    public const string YankedAnnotation = "dev.drayage.python.yanked";

    public const string TitleAnnotation = "org.opencontainers.image.title";

    public const string CreatedAnnotation = "org.opencontainers.image.created";
}
