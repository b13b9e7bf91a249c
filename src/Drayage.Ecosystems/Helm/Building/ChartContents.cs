using System.Collections.Immutable;
using Drayage.Ecosystems.Helm.Detection;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Helm.Building;

/// <summary>
/// What goes into a chart's package: its own files without those that <c>.helmignore</c> names, and under <c>charts/</c>
/// the charts that it takes from the repository by <c>file://</c>, each with its own rules.
/// </summary>
/// <param name="Files">Path inside the package below the chart's name → repository-relative path.</param>
/// <param name="OwnCharts">Prefixes inside the package (empty for the chart itself, <c>charts/x/</c>) of charts of this repository.</param>
/// <param name="Fetched">Dependencies that <c>helm dependency build</c> fetches and the repository does not hold.</param>
internal sealed record ChartContents(ImmutableSortedDictionary<string, string> Files, ImmutableArray<string> OwnCharts, ImmutableArray<FetchedChart> Fetched)
{
    // Charts that contain each other would never end; real ones nest two or three deep.
    private const int DeepestNesting = 16;

    /// <exception cref="ReleaseException">A dependency is missing, or an ignore rule is wrong.</exception>
    public static ChartContents Of(SourceTree tree, string directory)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var own = new List<string>();
        var fetched = new List<FetchedChart>();
        Add(tree, directory, "", files, own, fetched);
        return new ChartContents(files.ToImmutable(), [.. own], [.. fetched]);
    }

    private static void Add(
        SourceTree tree, string directory, string prefix, ImmutableSortedDictionary<string, string>.Builder files, List<string> own, List<FetchedChart> fetched)
    {
        if (prefix.Split("charts/").Length > DeepestNesting)
            throw new ReleaseException(ExitCode.Usage, $"the chart in {directory} contains itself", $"its file:// dependencies lead back to it: {prefix}", "remove one of them");
        own.Add(prefix);
        var ignorePath = SourceTree.Join(directory, HelmIgnore.FileName)!;
        var ignore = HelmIgnore.Parse(tree.Contains(ignorePath) ? tree.ReadText(ignorePath) : "", ignorePath);
        foreach (var path in tree.Below(directory))
        {
            var inside = directory.Length == 0 ? path : path[(directory.Length + 1)..];
            if (!ignore.Ignores(inside))
                files[prefix + inside] = path;
        }

        var chart = Chart.Read(tree, SourceTree.Join(directory, Chart.FileName)!);
        foreach (var dependency in chart.Dependencies)
        {
            var target = $"{prefix}charts/{dependency.Name}/";
            if (files.ContainsKey(target + Chart.FileName) || files.Keys.Any(path => IsArchiveOf(path, prefix, dependency.Name)))
                continue;
            if (dependency.IsFetched)
                fetched.Add(new FetchedChart(directory, prefix, dependency.Name));
            else if (dependency.LocalPath is { } local && SourceTree.Join(directory, local) is { } source && tree.Contains(SourceTree.Join(source, Chart.FileName)!))
                Add(tree, source, target, files, own, fetched);
            else
                throw Missing(chart, dependency);
        }
    }

    private static bool IsArchiveOf(string path, string prefix, string name) =>
        path.StartsWith($"{prefix}charts/{name}-", StringComparison.Ordinal) && path.EndsWith(".tgz", StringComparison.Ordinal);

    private static ReleaseException Missing(Chart chart, ChartDependency dependency) => new(
        ExitCode.Usage,
        $"chart {chart.Name?.Value} cannot be packed: its dependency {dependency.Name} is not there",
        $"{dependency.At}: {(dependency.LocalPath is { } path ? $"no chart stands in {path}" : "it has no repository, and charts/ does not hold it")}",
        "correct the repository of the dependency, or remove it");
}

/// <summary>A dependency that stands in no file of the repository; its archive lies in the chart's <c>charts/</c> after <c>helm dependency build</c>.</summary>
/// <param name="Directory">Repository-relative directory of the chart that needs it.</param>
/// <param name="Prefix">That chart's place inside the package.</param>
internal sealed record FetchedChart(string Directory, string Prefix, string Name);
