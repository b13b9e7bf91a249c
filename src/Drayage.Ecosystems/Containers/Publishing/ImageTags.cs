using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Oci.References;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Naming;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>The tags of images and charts at a registry.</summary>
internal static class ImageTags
{
    /// <summary>The tag that stands for the version: the registry's own spelling, or the component's, or the version's.</summary>
    public static string Version(OciDestinationSettings settings, SourceRevision source, ComponentDelivery component, PlannedArtifact artifact) =>
        settings.Tag is { } template && artifact.Kind == ArtifactKind.Image ? Render(template, source, component)
        : component.Settings.Spelling is not null ? component.Component.NativeVersion.Replace('+', '_')
        : VersionMap.ToOciTag(component.Version).TextOrThrow($"component {component.Component.Id}");

    /// <exception cref="ReleaseException">What comes out is no tag.</exception>
    public static string Render(VersionTemplate template, SourceRevision source, ComponentDelivery component)
    {
        var tag = template.Render(component.Version, source);
        return ImageReference.TryParse($"registry.example/name:{tag}", out _, out _)
            ? tag
            : throw new ReleaseException(
                ExitCode.Usage,
                $"component {component.Component.Id}: '{tag}' is no tag of an image",
                $"{template.At}: '{template.Text}' for version {component.Version.Text}",
                "tags hold letters, digits, '.', '_' and '-', at most 128")
            { At = template.At };
    }
}
