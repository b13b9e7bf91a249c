using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model.Targets;
using Drayage.Model.Versions;
using Drayage.Model.Versions.Tags;
using Drayage.Pipeline.Building;

namespace Drayage.Pipeline.Naming;

/// <summary>What <see cref="NameTemplate"/> may say of a component.</summary>
public static class ComponentVariables
{
    /// <summary>
    /// The variables of <see cref="VersionVariables"/>, and <c>project</c>, <c>component</c>, <c>package</c>, <c>native_version</c>,
    /// <c>tag</c>, <c>commit</c>, <c>short_commit</c>, <c>date</c> (of the commit, UTC, <c>2026-08-01T12:00:00Z</c>); with a platform also
    /// <c>os</c>, <c>arch</c>, <c>variant</c> (perhaps empty) and <c>platform</c> (<c>linux-arm64</c>).
    /// </summary>
    /// <param name="target">The toolchain's own name of the platform, as <c>target</c>; null for the platform's.</param>
    public static ImmutableDictionary<string, string> Of(ComponentContext component, TargetPlatform? platform, string? target = null)
    {
        var values = VersionVariables.Of(component.Version).Values.ToImmutableDictionary(StringComparer.Ordinal).ToBuilder();
        values["project"] = component.Project.Project;
        values["component"] = component.Settings.Id.Text;
        values["package"] = component.Package?.Name ?? component.Settings.Id.Text;
        values["native_version"] = component.NativeVersion;
        values["tag"] = TagPattern.Parse(component.Settings.Tag, component.Settings.Id.Text).Format(component.Version);
        values["commit"] = component.Source.Commit;
        values["short_commit"] = component.Source.Commit[..Math.Min(12, component.Source.Commit.Length)];
        values["date"] = DateTimeOffset.FromUnixTimeSeconds(component.Source.CommitTime).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (platform is not null)
        {
            var name = platform.ToString().Replace('/', '-');
            values["os"] = platform.Os;
            values["arch"] = platform.Architecture;
            values["variant"] = platform.Variant ?? "";
            values["platform"] = name;
            values["target"] = target ?? name;
        }

        return values.ToImmutable();
    }
}
