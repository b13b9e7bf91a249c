using System.Globalization;
using Drayage.Formats.Yaml;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Helm.Detection;

/// <summary>What in the charts of a repository looks like an accident.</summary>
internal static class ChartWarnings
{
    public static IEnumerable<CatalogWarning> Of(Chart chart, ChartSet charts) =>
        OfVersions(chart).Concat(chart.Dependencies.SelectMany(dependency => OfDependency(chart, dependency, charts.Target(chart, dependency))));

    private static IEnumerable<CatalogWarning> OfVersions(Chart chart)
    {
        foreach (var scalar in (YamlScalarNode?[])[chart.Version, chart.AppVersion])
        {
            if (scalar is not null && ReadAsNumber(scalar) is { } read)
            {
                yield return new CatalogWarning(
                    "unquoted-version",
                    $"Helm reads {scalar.Value} in {chart.Path} as the number {read}",
                    scalar.At(chart.Path),
                    $"write \"{scalar.Value}\" in quotes");
            }
        }

        if (chart is { Version: { } version, HasVersion: false })
        {
            yield return new CatalogWarning(
                "version-not-semantic",
                $"helm refuses to package {chart.Name?.Value ?? chart.Directory}: {version.Value} is not a semantic version",
                version.At(chart.Path),
                "write MAJOR.MINOR.PATCH, with a pre-release such as -rc.1 behind it");
        }
    }

    private static IEnumerable<CatalogWarning> OfDependency(Chart chart, ChartDependency dependency, Chart? target)
    {
        if (dependency.LocalPath is { } path && target is null)
        {
            yield return new CatalogWarning(
                "missing-local-dependency",
                $"chart {chart.Name?.Value} needs {dependency.Name} from {path}, where no chart stands",
                dependency.At,
                "correct the path, which is relative to the chart's directory");
        }
        else if (target?.Version?.Value is { } stated && IsPin(dependency.Version) && dependency.Version != stated)
        {
            yield return new CatalogWarning(
                "version-disagreement",
                $"chart {chart.Name?.Value} needs {dependency.Name} {dependency.Version}, but {target.Path} says {stated}",
                dependency.At,
                $"set both to one version; the other stands at {target.Version.At(target.Path)}");
        }
    }

    private static bool IsPin(string? requirement) => SemanticVersion.TryParse(requirement, out _);

    // YAML takes 1.10 for a number, and Helm writes numbers back as 1.1.
    private static string? ReadAsNumber(YamlScalarNode scalar)
    {
        if (scalar.Style != ScalarStyle.Plain
            || !double.TryParse(scalar.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
            return null;
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text == scalar.Value ? null : text;
    }
}
