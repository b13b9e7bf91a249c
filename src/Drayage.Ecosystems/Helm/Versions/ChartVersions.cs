using Drayage.Ecosystems.Helm.Detection;
using Drayage.Formats.Yaml;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Versioning;
using YamlDotNet.Core;

namespace Drayage.Ecosystems.Helm.Versions;

/// <summary>The <c>appVersion</c> of charts, which moves with the chart while both are the same, and the locks over their dependencies.</summary>
internal sealed class ChartVersions : IVersionedFiles
{
    public VersionedFiles Read(SourceTree tree, Catalog catalog)
    {
        var charts = catalog.Packages.Where(package => package.Ecosystem == EcosystemName.Helm && package.Role != PackageRole.Vendored).ToArray();
        return new VersionedFiles([.. charts.SelectMany(chart => AppVersion(tree, chart))], [.. charts.SelectMany(chart => LockOf(tree, chart))]);
    }

    private static IEnumerable<(Package, VersionPlace)> AppVersion(SourceTree tree, Package package)
    {
        try
        {
            var chart = Chart.Read(tree, package.Manifest);
            return chart.AppVersion is { } scalar
                ? [(package, new VersionPlace
                {
                    At = scalar.At(chart.Path),
                    Text = scalar.Value!,
                    Role = VersionRole.Manifest,
                    Subject = $"appVersion of {package.Name}",
                    Spelling = NativeSpelling.Helm,
                    Follows = true,
                })]
                : [];
        }
        catch (YamlException)
        {
            return [];
        }
    }

    // Its digest covers what the chart requires and what was found.
    private static IEnumerable<LockFile> LockOf(SourceTree tree, Package chart)
    {
        foreach (var name in (string[])["Chart.lock", "requirements.lock"])
        {
            var path = SourceTree.Join(chart.Directory, name)!;
            if (tree.Contains(path))
                yield return new LockFile(path, $"helm dependency update {(chart.Directory.Length == 0 ? "." : chart.Directory)}", [chart.Manifest, SourceTree.Join(chart.Directory, "requirements.yaml")!]);
        }
    }
}
