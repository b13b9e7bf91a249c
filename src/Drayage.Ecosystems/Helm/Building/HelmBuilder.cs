using System.Collections.Immutable;
using Drayage.Ecosystems.Helm.Detection;
using Drayage.Formats.Yaml;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Helm.Building;

/// <summary>
/// Packs a chart in this process: a deterministic <c>NAME-VERSION.tgz</c>, and its metadata as JSON for OCI registries.
/// The release's version is stamped into the packed Chart.yaml; the repository is never edited.
/// </summary>
internal sealed class HelmBuilder : IBuilder
{
    private const string ConfigOutput = "Chart.json";
    private const string ConfigMediaType = "application/vnd.cncf.helm.config.v1+json";
    private const string ContentMediaType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    public ComponentSteps Plan(ComponentContext component)
    {
        if (component.Package is not { } package)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"component {component.Settings.Id} cannot be packed",
                $"no Chart.yaml stands in {component.Settings.Path} ({component.Settings.At})",
                "correct `path`");
        }

        var settings = (HelmSettings)component.Settings.Own;
        var request = new ChartRequest(
            package.Directory, package.Name, component.NativeVersion, settings.SetsAppVersion ? component.Version.Text : null, settings.Lockstep);
        var build = Build(component, request);
        return new ComponentSteps { Builds = [build], Packs = [Artifact(component, settings, package, build)] };
    }

    public async Task BuildAsync(BuildStep step, IStepRun run, CancellationToken cancellationToken)
    {
        var request = ChartRequest.From(step.Settings);
        var package = new ChartPackage(run.Root, new SourceTree(run.Root, step.Inputs), request);
        var chart = await package.WriteAsync(run.Out, DateTimeOffset.FromUnixTimeSeconds(run.Epoch), cancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(run.Out, ConfigOutput), ChartConfig.From(chart), cancellationToken);
    }

    private static BuildStep Build(ComponentContext component, ChartRequest request)
    {
        var contents = ChartContents.Of(component.Tree, request.Directory);
        return new BuildStep
        {
            Id = $"{component.Settings.Id}/chart",
            Component = component.Settings.Id,
            Ecosystem = EcosystemName.Helm,
            Inputs = [.. contents.Files.Values.Concat(Rules(component.Tree, contents)).Distinct().Order(StringComparer.Ordinal)],
            Settings = request.ToSettings(),
            Outputs =
            [
                new PlannedOutput { Kind = ArtifactKind.Chart, Name = request.FileName, Path = $"{PlannedCommand.Out}/{request.FileName}", IsDelivered = true },
                new PlannedOutput { Kind = "config", Name = ConfigOutput, Path = $"{PlannedCommand.Out}/{ConfigOutput}" },
            ],
        };
    }

    // A rule file that ignores itself still decides what is packed.
    private static IEnumerable<string> Rules(SourceTree tree, ChartContents contents) =>
        contents.OwnCharts
            .Select(prefix => SourceTree.DirectoryOf(contents.Files[prefix + Chart.FileName]))
            .Select(directory => SourceTree.Join(directory, HelmIgnore.FileName)!)
            .Where(tree.Contains);

    private static PackStep.OciArtifact Artifact(ComponentContext component, HelmSettings settings, Package package, BuildStep build) => new()
    {
        Id = $"{component.Settings.Id}/oci",
        Component = component.Settings.Id,
        Output = ArtifactName.Parse($"{package.Name}-{component.NativeVersion}-oci"),
        Repository = settings.Repository ?? $"charts/{package.Name}",
        Config = new PackedBlob(new PackSource.StepOutput(build.Id, ConfigOutput), ConfigMediaType),
        Layers = [new PackedBlob(new PackSource.StepOutput(build.Id, build.Outputs[0].Name), ContentMediaType)],
        Annotations = Annotations(component, package),
    };

    // The annotations that `helm push` makes of the metadata.
    private static ImmutableSortedDictionary<string, string> Annotations(ComponentContext component, Package package)
    {
        var root = Chart.Read(component.Tree, package.Manifest).Root;
        var result = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        result["org.opencontainers.image.title"] = package.Name;
        result["org.opencontainers.image.version"] = component.NativeVersion;
        result["org.opencontainers.image.revision"] = component.Source.Commit;
        result["org.opencontainers.image.created"] = DateTimeOffset.FromUnixTimeSeconds(component.Source.CommitTime).ToString("yyyy-MM-ddTHH:mm:ssZ");
        if (root.Said("description")?.Value is { } description)
            result["org.opencontainers.image.description"] = description;
        if (root.Said("home")?.Value is { } home)
            result["org.opencontainers.image.url"] = home;
        if (component.Project.Repository is { } repository)
            result["org.opencontainers.image.source"] = $"https://github.com/{repository}";
        return result.ToImmutable();
    }
}
