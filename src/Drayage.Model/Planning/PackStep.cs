using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Components;
using Drayage.Model.Targets;

namespace Drayage.Model.Planning;

/// <summary>Making a deliverable artifact from build outputs and files of the repository, in this process and reproducibly.</summary>
public abstract record PackStep
{
    private PackStep()
    {
    }

    public required string Id { get; init; }

    public required ComponentId Component { get; init; }

    public required ArtifactName Output { get; init; }

    /// <summary>A tar.gz or zip with files of the build and of the repository.</summary>
    public sealed record Archive : PackStep
    {
        public required ArchiveFormat Format { get; init; }

        /// <summary>One of <see cref="ArtifactKind"/>.</summary>
        public string Kind { get; init; } = ArtifactKind.Archive;

        public TargetPlatform? Platform { get; init; }

        /// <summary>Directory inside the archive that holds everything; empty for none.</summary>
        public string Root { get; init; } = "";

        public required ImmutableArray<PackedFile> Files { get; init; }

        /// <summary>The file's path inside the archive.</summary>
        public string PathOf(PackedFile file) => Root.Length == 0 ? file.Path : $"{Root}/{file.Path}";
    }

    /// <summary>A container image, assembled without a daemon: one manifest a platform under one index.</summary>
    public sealed record Image : PackStep
    {
        /// <summary>Name of its repository below a registry: <c>tide-server</c>.</summary>
        public required string Repository { get; init; }

        public required ImmutableArray<PlatformImage> Platforms { get; init; }

        public required ImageSettings Settings { get; init; }
    }

    /// <summary>Files that travel to OCI registries as an artifact of their own media types: a Helm chart, a Python release.</summary>
    public sealed record OciArtifact : PackStep
    {
        /// <inheritdoc cref="Image.Repository"/>
        public required string Repository { get; init; }

        /// <summary>Null where the config's media type says what it is.</summary>
        public string? ArtifactType { get; init; }

        /// <summary>Null for the empty config (image specification 1.1, "Guidelines for Artifact Usage").</summary>
        public PackedBlob? Config { get; init; }

        public required ImmutableArray<PackedBlob> Layers { get; init; }

        public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    }

    /// <summary>The SHA-256 checksums of everything that one release tag offers for download; made after all other packs.</summary>
    public sealed record Checksums : PackStep
    {
        public required string Tag { get; init; }

        /// <summary>Names of planned artifacts.</summary>
        public required ImmutableArray<string> Of { get; init; }
    }
}

/// <summary>A file that becomes a blob as it is.</summary>
public sealed record PackedBlob(PackSource Source, string MediaType)
{
    /// <summary>A JSON object of texts: the blob's annotations, where only the build knows them. Null for none.</summary>
    public PackSource? Annotations { get; init; }
}

/// <summary>The container formats of archives.</summary>
public enum ArchiveFormat
{
    TarGz,
    Zip,
}

/// <summary>A file that goes into an archive or an image.</summary>
/// <param name="Source">Where the bytes come from.</param>
/// <param name="Path">Path inside the archive or image, with forward slashes.</param>
/// <param name="Mode">Unix permission bits.</param>
public sealed record PackedFile(PackSource Source, string Path, int Mode)
{
    /// <summary>Numeric owner; kept in images and in archives of tar.</summary>
    public int UserId { get; init; }

    /// <inheritdoc cref="UserId"/>
    public int GroupId { get; init; }
}

/// <summary>A directory of an image that is made, or whose mode and owner are set.</summary>
/// <param name="Path">As in <see cref="PackedFile"/>.</param>
/// <param name="Mode">Unix permission bits.</param>
/// <param name="UserId">Numeric owner.</param>
/// <param name="GroupId">Numeric group.</param>
public sealed record PackedDirectory(string Path, int Mode, int UserId = 0, int GroupId = 0);

/// <summary>Where packed bytes come from.</summary>
public abstract record PackSource
{
    private PackSource()
    {
    }

    /// <summary>An output of a build step.</summary>
    public sealed record StepOutput(string Step, string Output) : PackSource;

    /// <summary>A file of the repository.</summary>
    public sealed record RepositoryFile(string Path) : PackSource;
}

/// <summary>What goes into the image of one platform.</summary>
public sealed record PlatformImage(TargetPlatform Platform, ImmutableArray<PackedFile> Files);

/// <summary>What an image is, alike for all its platforms.</summary>
public sealed record ImageSettings
{
    /// <summary>Null for scratch; otherwise <c>oci:DIRECTORY</c>, <c>docker-archive:FILE</c> (repository-relative) or an image reference.</summary>
    public string? Base { get; init; }

    public ContainerConfig Config { get; init; } = new();

    /// <summary>Directories, alike for all platforms.</summary>
    public ImmutableArray<PackedDirectory> Directories { get; init; } = [];

    /// <summary>Paths of the base that are gone in the image.</summary>
    public ImmutableArray<string> Removed { get; init; } = [];

    public ImageFormat Format { get; init; }

    public LayerCompression Compression { get; init; }

    public FileTimes FileTimes { get; init; }

    /// <summary>Annotations of the index and of each manifest: the <c>org.opencontainers.image.*</c> keys and the user's own.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
