using System.Collections.Immutable;

namespace Drayage.Ecosystems.Helm.Building;

/// <summary>What a chart's build step is to do, as it travels in the plan.</summary>
/// <param name="Directory">Repository-relative directory of the chart.</param>
/// <param name="AppVersion">Null to leave what Chart.yaml says.</param>
/// <param name="Lockstep">Whether subcharts of the repository get the version too.</param>
internal sealed record ChartRequest(string Directory, string Name, string Version, string? AppVersion, bool Lockstep)
{
    public string FileName => $"{Name}-{Version}.tgz";

    public ImmutableSortedDictionary<string, string> ToSettings()
    {
        var settings = ImmutableSortedDictionary<string, string>.Empty
            .Add("directory", Directory).Add("name", Name).Add("version", Version).Add("lockstep", Lockstep ? "true" : "false");
        return AppVersion is null ? settings : settings.Add("app-version", AppVersion);
    }

    public static ChartRequest From(ImmutableSortedDictionary<string, string> settings) => new(
        settings["directory"], settings["name"], settings["version"], settings.GetValueOrDefault("app-version"), settings["lockstep"] == "true");
}
