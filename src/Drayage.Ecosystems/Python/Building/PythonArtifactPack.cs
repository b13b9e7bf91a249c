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

    private const string IntermediateKind = "annotations";
    private const string AnnotationsEnding = ".annotations.json";

    public static bool IsWanted(ComponentContext component) =>
        component.Project.Destinations.Any(destination => destination.Kind == Registries && component.Settings.To.Contains(destination.Id));

    /// <summary>What the build step leaves for the artifact.</summary>
    /// <param name="files">The planned files of the release.</param>
    public static IEnumerable<PlannedOutput> Outputs(IEnumerable<PlannedOutput> files) => files.Select(file => new PlannedOutput
    {
        Kind = IntermediateKind,
        Name = file.Kind + AnnotationsEnding,
        Path = $"{PlannedCommand.Out}/{file.Kind}{AnnotationsEnding}",
    });

    public static PackStep.OciArtifact Plan(ComponentContext component, string package, BuildStep build)
    {
        return new PackStep.OciArtifact
        {
            Id = $"{component.Settings.Id}/oci",
            Component = component.Settings.Id,
            Output = ArtifactName.Parse($"{PythonName.Normalise(package)}-{component.NativeVersion}-oci"),
            Repository = ((PythonSettings)component.Settings.Own).Repository ?? $"python/{PythonName.Normalise(package)}",
            ArtifactType = PythonArtifact.ArtifactType,
            Layers =
            [
                .. build.Outputs.Where(output => output.Kind != IntermediateKind).Select(file => new PackedBlob(new PackSource.StepOutput(build.Id, file.Name), MediaTypeOf(file))
                {
                    Annotations = new PackSource.StepOutput(build.Id, file.Kind + AnnotationsEnding),
                }),
            ],
            Annotations = Annotations(component, package),
        };
    }

    /// <summary>Leaves the planned annotations in the step's directory; nothing where none are planned.</summary>
    /// <param name="step">Its outputs stand in the directory already.</param>
    /// <exception cref="InvalidDataException">A built file holds no metadata.</exception>
    public static async Task WriteAsync(BuildStep step, string directory, CancellationToken cancellationToken)
    {
        foreach (var file in step.Outputs.Where(output => step.Outputs.Any(other => other.Name == output.Kind + AnnotationsEnding)))
        {
            var path = Directory.EnumerateFiles(directory, Path.GetFileName(file.Path)).Order(StringComparer.Ordinal).First();
            var requiresPython = file.Kind == ArtifactKind.CoreMetadata ? null : CoreMetadata.Parse(await DistributionMetadata.ReadFileAsync(path, cancellationToken))["Requires-Python"];
            var annotations = AnnotationsOf(Path.GetFileName(path), requiresPython);
            await File.WriteAllBytesAsync(Path.Combine(directory, file.Kind + AnnotationsEnding), BlobAnnotations.Write(annotations), cancellationToken);
        }
    }

    private static string MediaTypeOf(PlannedOutput file) => file.Kind switch
    {
        ArtifactKind.Wheel => PythonArtifact.Wheel,
        ArtifactKind.CoreMetadata => PythonArtifact.Metadata,
        _ => PythonArtifact.SourceDistribution,
    };

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
