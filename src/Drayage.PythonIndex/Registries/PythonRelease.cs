using System.Collections.Immutable;
using System.Globalization;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.PythonIndex.Registries;

/// <summary>A version of a Python project, as its artifact manifest states it.</summary>
internal sealed record PythonRelease
{
    public required Digest Manifest { get; init; }

    /// <summary>As its metadata spells it.</summary>
    public required string Project { get; init; }

    public required ImmutableArray<ReleasedFile> Files { get; init; }

    public DateTimeOffset? Created { get; init; }

    /// <summary>Why its files are yanked, by the manifest itself; null where they are not.</summary>
    public string? Yanked { get; init; }

    /// <summary>Reads a manifest; files whose names say another project are left out.</summary>
    /// <returns>Null for what is no release of a Python project.</returns>
    public static PythonRelease? Read(ManifestDocument document)
    {
        if (document is not ManifestDocument.Image { Manifest: { ArtifactType: PythonArtifact.ArtifactType } manifest })
            return null;
        var titled = manifest.Layers.Where(layer => layer.Digest.Algorithm == Digest.Sha256).ToLookup(TitleOf, StringComparer.Ordinal);
        var files = manifest.Layers
            .Where(layer => layer.MediaType is PythonArtifact.Wheel or PythonArtifact.SourceDistribution && layer.Digest.Algorithm == Digest.Sha256)
            .Select(layer => ReleasedFile.Read(TitleOf(layer), layer, titled[TitleOf(layer) + PythonArtifact.MetadataEnding].FirstOrDefault(other => other.MediaType == PythonArtifact.Metadata)))
            .OfType<ReleasedFile>()
            .ToImmutableArray();
        if (files.IsEmpty)
            return null;
        var project = manifest.Annotations?.GetValueOrDefault(PythonArtifact.NameAnnotation) ?? files[0].Name.Name;
        return new PythonRelease
        {
            Manifest = document.Digest,
            Project = project,
            Files = [.. files.Where(file => file.Name.IsOf(project))],
            Created = TimeOf(manifest.Annotations?.GetValueOrDefault(PythonArtifact.CreatedAnnotation)),
            Yanked = manifest.Annotations?.GetValueOrDefault(PythonArtifact.YankedAnnotation),
        };
    }

    private static string TitleOf(Descriptor layer) => layer.Annotations?.GetValueOrDefault(PythonArtifact.TitleAnnotation) ?? "";

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

/// <summary>A wheel or source distribution of a release.</summary>
/// <param name="FileName">Has no directory: <see cref="DistributionName"/> reads it.</param>
/// <param name="Name">What the file name says.</param>
/// <param name="Content">The file.</param>
/// <param name="Metadata">Its metadata; null where the release has none by itself.</param>
internal sealed record ReleasedFile(string FileName, DistributionName Name, Descriptor Content, Descriptor? Metadata)
{
    public string? RequiresPython => Content.Annotations?.GetValueOrDefault(PythonArtifact.RequiresPythonAnnotation);

    /// <returns>Null for a title that is no name of a distribution.</returns>
    public static ReleasedFile? Read(string title, Descriptor content, Descriptor? metadata) =>
        title.IndexOfAny(['/', '\\']) < 0 && DistributionName.TryParse(title, out var name) ? new ReleasedFile(title, name, content, metadata) : null;
}
