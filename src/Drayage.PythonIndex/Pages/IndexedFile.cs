using Drayage.Model.Versions;

namespace Drayage.PythonIndex.Pages;

/// <summary>A file as an index lists it (packaging.python.org, "Simple repository API").</summary>
public sealed record IndexedFile
{
    public required string Name { get; init; }

    public required Pep440Version Version { get; init; }

    /// <summary>Where it is fetched: absolute, or relative to the project's page. Without a fragment.</summary>
    public required string Url { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>A version specifier; null for any Python.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>SHA-256 of the metadata that is served at the file's address with <c>.metadata</c>; null where none is (PEP 658).</summary>
    public string? MetadataSha256 { get; init; }

    /// <summary>Why the file is yanked, which may be empty; null where it is not (PEP 592).</summary>
    public string? Yanked { get; init; }

    public DateTimeOffset? Uploaded { get; init; }
}
