using System.Collections.Immutable;
using Drayage.Formats.Yaml;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using YamlDotNet.Core;

namespace Drayage.Ecosystems.Helm.Detection;

/// <summary>Finds Helm charts, and tells own charts from subcharts and from vendored copies.</summary>
public sealed class HelmDetector : IDetector
{
    public string Ecosystem => EcosystemName.Helm;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        var read = new List<Chart>();
        foreach (var path in tree.Named(Chart.FileName))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                read.Add(Chart.Read(tree, path));
            }
            catch (YamlException error)
            {
                warnings.Add(new CatalogWarning("unreadable-manifest", $"{path} cannot be read: {error.Message}", error.Start.At(path), null));
            }
        }

        var charts = new ChartSet(read);
        var packages = read.Select(chart => Describe(tree, chart, charts)).ToImmutableArray();
        warnings.AddRange(read.Where(chart => !charts.IsVendored(chart)).SelectMany(chart => ChartWarnings.Of(chart, charts)));
        return new DetectedPackages(packages, warnings.DrainToImmutable());
    }

    private static Package Describe(SourceTree tree, Chart chart, ChartSet charts)
    {
        var name = chart.Name?.Value ?? FolderName(tree, chart.Directory);
        return new Package
        {
            Ecosystem = EcosystemName.Helm,
            Name = name,
            Directory = chart.Directory,
            Manifest = chart.Path,
            Version = chart.Version is { } version
                ? new PackageVersion.Static(version.Value!, version.At(chart.Path))
                : new PackageVersion.None("Chart.yaml has no version"),
            Publishability = ChartPublishability.Of(chart, charts),
            Role = charts.IsVendored(chart) ? PackageRole.Vendored : RoleByPlace.Of(chart.Directory),
            About = new PackageAbout(chart.Root.Said("description")?.Value, null, chart.Root.Said("home")?.Value),
            Products = [new Product(ProductKind.Chart, name)],
            Facts = [.. Facts(chart, charts)],
            Dependencies = charts.Dependencies(chart),
        };
    }

    private static IEnumerable<PackageFact> Facts(Chart chart, ChartSet charts)
    {
        foreach (var name in (string[])["apiVersion", "type", "appVersion", "kubeVersion", "deprecated"])
        {
            if (chart.Root.Said(name) is { } scalar)
                yield return new PackageFact(name, scalar.Value!, scalar.At(chart.Path));
        }

        if (charts.Parent(chart) is { } parent)
            yield return new PackageFact("subchart of", parent.Name?.Value ?? parent.Directory);
        foreach (var dependency in chart.Dependencies.Where(dependency => charts.Target(chart, dependency) is null))
            yield return new PackageFact("dependency", $"{dependency.Name} {dependency.Version} from {dependency.Repository ?? "charts/"}", dependency.At);
    }

    private static string FolderName(SourceTree tree, string directory) =>
        directory.Length > 0 ? SourceTree.FileName(directory) : Path.GetFileName(Path.TrimEndingDirectorySeparator(tree.Root));
}
