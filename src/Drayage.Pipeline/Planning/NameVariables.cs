using Drayage.Formats.Templates;
using Drayage.Model.Targets;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;

namespace Drayage.Pipeline.Planning;

/// <summary>The variables of templated names: those of the version, the component, the commit and, where there is one, the platform.</summary>
public static class NameVariables
{
    public static TemplateVariables Of(ComponentContext component, TargetPlatform? platform)
    {
        var values = VersionVariables.Of(component.Version).Values.ToDictionary(v => v.Key, v => v.Value);
        values["project"] = component.Project.Project;
        values["component"] = component.Settings.Id.Text;
        values["package"] = component.Package?.Name ?? component.Settings.Id.Text;
        values["native_version"] = component.NativeVersion;
        values["commit"] = component.Source.Commit;
        values["short_commit"] = component.Source.Commit[..Math.Min(7, component.Source.Commit.Length)];
        values["date"] = DateTimeOffset.FromUnixTimeSeconds(component.Source.CommitTime).ToString("yyyyMMdd");
        if (platform is not null)
        {
            values["os"] = platform.Os;
            values["arch"] = platform.Architecture;
            values["variant"] = platform.Variant ?? "";
            values["platform"] = platform.ToString().Replace('/', '-');
        }

        return TemplateVariables.Of(values.Select(v => KeyValuePair.Create(v.Key, TemplateValue.FromString(v.Value))));
    }
}
