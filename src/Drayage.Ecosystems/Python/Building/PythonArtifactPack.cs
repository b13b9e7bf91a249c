using System.Collections.Immutable;
using System.Globalization;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Packing;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>Plans the OCI artifact of a release, and has the build step leave what only the built files tell: metadata and annotations.</summary>
internal static class PythonArtifactPack
{
    /// <summary>The kind of destination that takes OCI artifacts.</summary>
    private const string Registries = "oci";

    private const string MetadataOutput = "METADATA";
    private const string IntermediateKind = "metadata";
    private const string AnnotationsEnding = ".annotations.json";

    public static bool IsWanted(ComponentContext component) =>
        component.Project.Destinations.Any(destination => destination.Kind == Registries && component.Settings.To.Contains(destination.Id));

    /// <summary>What the build step leaves beside the files.</summary>
    /// <param name="files">The planned wheel, source distribution or both.</param>
    public static IEnumerable<PlannedOutput> Outputs(IReadOnlyCollection<PlannedOutput> files)
    {
        foreach (var file in files)
            yield return Intermediate(file.Kind + AnnotationsEnding);
        if (files.Any(file => file.Kind == ArtifactKind.Wheel))
        {
            yield return Intermediate(MetadataOutput);
            yield return Intermediate(MetadataOutput + AnnotationsEnding);
        }
    }

    public static PackStep.OciArtifact Plan(ComponentContext component, string package, BuildStep build)
    {
        var files = build.Outputs.Where(output => output.IsDelivered).ToImmutableArray();
        return new PackStep.OciArtifact
        {
            Id = $"{component.Settings.Id}/oci",
            Component = component.Settings.Id,
            Output = ArtifactName.Parse($"{PythonName.Normalise(package)}-{component.NativeVersion}-oci"),
            Repository = ((PythonSettings)component.Settings.Own).Repository ?? $"python/{PythonName.Normalise(package)}",
            ArtifactType = PythonArtifact.ArtifactType,
            Layers =
            [
                .. files.Where(file => file.Kind == ArtifactKind.Wheel).SelectMany(wheel => (PackedBlob[])
                [
                    Blob(build, wheel.Name, PythonArtifact.Wheel, wheel.Kind + AnnotationsEnding),
                    Blob(build, MetadataOutput, PythonArtifact.Metadata, MetadataOutput + AnnotationsEnding),
                ]),
                .. files.Where(file => file.Kind == ArtifactKind.SourceDistribution)
                    .Select(source => Blob(build, source.Name, PythonArtifact.SourceDistribution, source.Kind + AnnotationsEnding)),
            ],
            Annotations = Annotations(component, package),
        };
    }

    /// <summary>Leaves the planned outputs in the step's directory; nothing where none are planned.</summary>
    /// <exception cref="InvalidDataException">A built file holds no metadata.</exception>
    public static async Task WriteAsync(BuildStep step, string directory, CancellationToken cancellationToken)
    {
        foreach (var file in step.Outputs.Where(output => output.IsDelivered && step.Outputs.Any(other => other.Name == output.Kind + AnnotationsEnding)))
        {
            var path = Directory.EnumerateFiles(directory, file.Kind == ArtifactKind.Wheel ? "*.whl" : "*.tar.gz").Order(StringComparer.Ordinal).First();
            byte[] metadata;
            await using (var content = File.OpenRead(path))
                metadata = await DistributionMetadata.ReadAsync(Path.GetFileName(path), content, cancellationToken);
            var annotations = AnnotationsOf(Path.GetFileName(path), CoreMetadata.Parse(metadata)["Requires-Python"]);
            await File.WriteAllBytesAsync(Path.Combine(directory, file.Kind + AnnotationsEnding), BlobAnnotations.Write(annotations), cancellationToken);
            if (file.Kind != ArtifactKind.Wheel)
                continue;
            await File.WriteAllBytesAsync(Path.Combine(directory, MetadataOutput), metadata, cancellationToken);
            annotations = AnnotationsOf(Path.GetFileName(path) + PythonArtifact.MetadataEnding, requiresPython: null);
            await File.WriteAllBytesAsync(Path.Combine(directory, MetadataOutput + AnnotationsEnding), BlobAnnotations.Write(annotations), cancellationToken);
        }
    }

    private static PlannedOutput Intermediate(string name) =>
        new() { Kind = IntermediateKind, Name = name, Path = $"{PlannedCommand.Out}/{name}" };

    private static PackedBlob Blob(BuildStep build, string output, string mediaType, string annotations) =>
        new(new PackSource.StepOutput(build.Id, output), mediaType) { Annotations = new PackSource.StepOutput(build.Id, annotations) };

    private static ImmutableSortedDictionary<string, string> AnnotationsOf(string title, string? requiresPython)
    {
        var result = ImmutableSortedDictionary<string, string>.Empty.Add(PythonArtifact.TitleAnnotation, title);
        return requiresPython is null ? result : result.Add(PythonArtifact.RequiresPythonAnnotation, requiresPython);
    }

    private static ImmutableSortedDictionary<string, string> Annotations(ComponentContext component, string package)
    {
        var result = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        result[PythonArtifact.NameAnnotation] = package;
        result[PythonArtifact.VersionAnnotation] = component.NativeVersion;
        result[PythonArtifact.TitleAnnotation] = package;
        result["org.opencontainers.image.version"] = component.NativeVersion;
        result["org.opencontainers.image.revision"] = component.Source.Commit;
        result[PythonArtifact.CreatedAnnotation] =
            DateTimeOffset.FromUnixTimeSeconds(component.Source.CommitTime).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        if (component.Project.Description is { } description)
            result["org.opencontainers.image.description"] = description;
        if (component.Project.Licence is { } licence)
            result["org.opencontainers.image.licenses"] = licence;
        // GHCR links the package to the repository by it.
        if (component.Project.Repository is { } repository)
            result["org.opencontainers.image.source"] = $"https://github.com/{repository}";
        return result.ToImmutable();
    }
}
