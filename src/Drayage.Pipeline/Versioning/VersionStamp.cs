using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Naming;
using Drayage.Pipeline.Planning;

namespace Drayage.Pipeline.Versioning;

/// <summary>
/// The version of a nightly: above everything released, below the release that the files announce, and the same for the same commit,
/// however often it is asked for.
/// </summary>
public static class VersionStamp
{
    /// <param name="template">How it is spelt; null for <c>{{ base }}-dev.{{ day }}</c>, in Python's scheme <c>{{ base }}.dev{{ day }}</c>.</param>
    /// <exception cref="ReleaseException">The template gives no version, or one that ranks below a released one.</exception>
    public static ReleaseVersion Of(VersionLine line, SourceRevision source, VersionTemplate? template)
    {
        template ??= new VersionTemplate(
            line.Version.Scheme == VersionScheme.Python ? "{{ base }}.dev{{ day }}" : "{{ base }}-dev.{{ day }}", new SourceLocation("the default stamp", 0, 0));
        var announced = ReleaseVersion.Parse(VersionVariables.Of(line.Version).Values["base"], line.Version.Scheme);
        var newest = line.Released.IsEmpty ? null : line.Released[^1].Version;
        foreach (var next in (ReleaseVersion[])[announced, announced.Next(VersionStep.Patch)])
        {
            if (Render(template, next, source) is var stamp && (newest is null || stamp.CompareTo(newest) >= 0))
                return stamp;
        }

        throw new ReleaseException(
            ExitCode.Refused,
            $"{line.Name} cannot be stamped: its version {line.Version.Text} is behind its tags",
            $"{line.Place} says {line.Version.Text}, and {line.Released[^1].Tag} is released",
            "set the next version first: drayage version bump");
    }

    private static ReleaseVersion Render(VersionTemplate template, ReleaseVersion version, SourceRevision source)
    {
        var text = template.Render(version, source);
        return ManifestVersion.Read(text, ecosystem: null) ?? throw new ReleaseException(
            ExitCode.Usage,
            $"'{text}' is no version",
            $"{template.At}: '{template.Text}'",
            "write a template such as {{ base }}-dev.{{ day }}")
        { At = template.At };
    }
}
