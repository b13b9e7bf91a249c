using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Oci.References;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Naming;

namespace Drayage.Pipeline.Planning;

/// <summary>The version of a component that spells it in its own way.</summary>
internal static class ComponentSpelling
{
    /// <exception cref="ReleaseException">The template gives what the ecosystem takes for no version of its own.</exception>
    public static string Of(ResolvedComponent component, VersionTemplate template, ReleaseVersion version, SourceRevision source)
    {
        var text = template.Render(version, source);
        var isNative = component.Ecosystem.Spelling == NativeSpelling.OciTag
            ? ImageReference.TryParse($"registry.example/name:{text}", out _, out _)
            : ManifestVersion.Read(text, component.Settings.Ecosystem) is { } native
                && VersionMap.To(component.Ecosystem.Spelling, native) is MappedVersion.Mapped(var spelt) && spelt == text;
        return isNative ? text : throw new ReleaseException(
            ExitCode.Usage,
            $"component {component.Id}: version {version.Text} becomes '{text}', which is no {component.Settings.Ecosystem} version",
            $"{template.At}: spelling '{template.Text}'",
            "correct 'spelling', or take it out")
        { At = template.At };
    }
}
