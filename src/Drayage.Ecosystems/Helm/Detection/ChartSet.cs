using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Helm.Detection;

/// <summary>All charts of a repository, and how they contain and need one another.</summary>
internal sealed class ChartSet(IReadOnlyList<Chart> charts)
{
    private readonly Dictionary<string, Chart> byDirectory = charts.ToDictionary(chart => chart.Directory, StringComparer.Ordinal);

    public IReadOnlyList<Chart> Charts => charts;

    /// <summary>The chart in whose <c>charts/</c> directory this one lies, or further below and which takes it from there by <c>file://</c>.</summary>
    public Chart? Parent(Chart chart)
    {
        var holder = SourceTree.DirectoryOf(chart.Directory);
        return (SourceTree.FileName(holder) == "charts" ? byDirectory.GetValueOrDefault(SourceTree.DirectoryOf(holder)) : null)
            ?? charts.FirstOrDefault(other => IsBelow(chart.Directory, other.Directory) && other.Dependencies.Any(dependency => dependency.LocalPath is not null && Target(other, dependency) == chart));
    }

    private static bool IsBelow(string directory, string other) => directory.Length > other.Length && (other.Length == 0 || directory.StartsWith(other + "/", StringComparison.Ordinal));

    /// <summary>Whether the chart was fetched into its parent from a repository elsewhere, or lies inside one that was.</summary>
    public bool IsVendored(Chart chart)
    {
        if (RoleByPlace.Of(chart.Directory) == PackageRole.Vendored)
            return true;
        if (Parent(chart) is not { } parent)
            return false;
        return IsVendored(parent) || parent.Dependencies.Any(dependency => dependency.Name == chart.Name?.Value && dependency.IsFetched);
    }

    /// <summary>The chart of this repository that a dependency means: by path, by its place in <c>charts/</c>, or by name.</summary>
    public Chart? Target(Chart chart, ChartDependency dependency)
    {
        if (dependency.LocalPath is { } path)
            return SourceTree.Join(chart.Directory, path) is { } directory ? byDirectory.GetValueOrDefault(directory) : null;
        if (!dependency.IsFetched)
            return charts.FirstOrDefault(candidate => candidate.Name?.Value == dependency.Name && Parent(candidate) == chart);
        return charts.FirstOrDefault(candidate => candidate.Name?.Value == dependency.Name && candidate != chart && Parent(candidate) is null && !IsVendored(candidate));
    }

    public ImmutableArray<LocalDependency> Dependencies(Chart chart) =>
    [
        .. from dependency in chart.Dependencies
           let target = Target(chart, dependency)
           where target is not null
           select new LocalDependency(target.Name?.Value ?? dependency.Name, dependency.Version, dependency.At)
           {
               // A chart carries what lies in charts/ or under file:// within itself; only what is fetched must be published first.
               Kind = dependency.IsFetched ? LocalDependencyKind.Runtime : LocalDependencyKind.Build,
               OrdersPublishing = dependency.IsFetched,
           },
    ];
}
