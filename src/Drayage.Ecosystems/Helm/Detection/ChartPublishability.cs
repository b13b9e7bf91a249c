using Drayage.Formats.Yaml;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Helm.Detection;

/// <summary>Judges as <c>helm package</c> does, and keeps the charts that travel inside another one apart.</summary>
internal static class ChartPublishability
{
    public static Publishability Of(Chart chart, ChartSet charts)
    {
        var path = chart.Path;
        if (chart.Root.Said("apiVersion") is not { } api)
            return new Publishability(false, "Chart.yaml has no apiVersion");
        if (api.Value is not ("v1" or "v2"))
            return new Publishability(false, $"apiVersion {api.Value} is neither v1 nor v2", api.At(path));
        if (chart.Name is null)
            return new Publishability(false, "Chart.yaml has no name");
        if (chart.Name.Value!.AsSpan().IndexOfAny("/\\ \t") >= 0)
            return new Publishability(false, $"{chart.Name.Value} is not a chart name", chart.Name.At(path));
        if (chart.Version is null)
            return new Publishability(false, "Chart.yaml has no version");
        if (!chart.HasVersion)
            return new Publishability(false, $"{chart.Version.Value} is not a semantic version", chart.Version.At(path));
        if (charts.IsVendored(chart))
            return new Publishability(false, "a copy of somebody else's chart");
        if (charts.Parent(chart) is { } parent)
            return new Publishability(false, $"packed inside {parent.Name?.Value ?? parent.Directory}");
        return new Publishability(true, "default");
    }
}
