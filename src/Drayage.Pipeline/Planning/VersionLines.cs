using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Planning.Locators;

namespace Drayage.Pipeline.Planning;

/// <summary>
/// Finds each component's version: the shared one, or its own; checks that every file that states it agrees.
/// </summary>
internal sealed class VersionLines(PlanRequest request, TagHistory history)
{
    public ImmutableArray<VersionedComponent> Resolve(ImmutableArray<ResolvedComponent> components)
    {
        var sharing = components.Where(c => c.Settings.OwnVersion is null).ToArray();
        var shared = sharing.Length == 0 ? null : Line(TagHistory.SharedLine, request.Settings.SharedVersion!, sharing);
        return [.. components.Select(c => Versioned(c, c.Settings.OwnVersion is { } own ? Line(c.Id, own, [c]) : shared!))];
    }

    private VersionedComponent Versioned(ResolvedComponent component, VersionLine line)
    {
        RefuseDisagreement(component, line);
        var released = history.Releases(TagHistory.LineOf(component.Settings)).Select(r => r.Version);
        var native = VersionMap.Admit(component.Ecosystem.Spelling, line.Version, released) switch
        {
            MappedVersion.Mapped mapped => mapped.Text,
            MappedVersion.Refused refused => throw new ReleaseException(
                ExitCode.Usage,
                $"component {component.Id}: version {line.Version.Text} has no {component.Settings.Ecosystem} spelling",
                $"{refused.Reason}; the version stands in {line.Place}",
                "choose a version that every ecosystem of the project can carry, or give this component its own version"),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
        return new VersionedComponent(component, line.Version, line.Place, native, line.NotTaggable);
    }

    private VersionLine Line(string line, VersionSource source, ResolvedComponent[] members) => source switch
    {
        VersionSource.GitTag => FromTags(line),
        VersionSource.File file => FromFile(file),
        _ => FromManifests(members) ?? FromTags(line),
    };

    private VersionLine FromFile(VersionSource.File file)
    {
        var found = VersionLocators.Read(request.Tree, file);
        return new VersionLine(Parse(found.Text, found.At), found.At.ToString(), NotTaggable: null);
    }

    private static VersionLine? FromManifests(ResolvedComponent[] members)
    {
        var first = ManifestVersion.Canonical(members.Select(m => m.Package).OfType<Package>());
        return first?.Version is { Text: { } text, Location: { } at }
            ? new VersionLine(Parse(text, at, first.Ecosystem), at.ToString(), NotTaggable: null)
            : null;
    }

    private VersionLine FromTags(string line)
    {
        if (history.At(line, request.Tag, request.Source.Commit) is { } here)
            return new VersionLine(here.Version, $"tag {here.Tag}", NotTaggable: null);
        var next = history.NextDevelopmentVersion(line);
        return new VersionLine(next, "the tags", $"the version comes from a tag and commit {request.Source.Commit[..12]} has none");
    }

    private static ReleaseVersion Parse(string text, SourceLocation at, string? ecosystem = null)
    {
        return ManifestVersion.Read(text, ecosystem) ?? throw new ReleaseException(
            ExitCode.Usage,
            $"'{text}' is no version",
            at.ToString(),
            "write a version such as 1.2.0 or 1.2.0-rc.1");
    }

    private static void RefuseDisagreement(ResolvedComponent component, VersionLine line)
    {
        if (component.Package?.Version is not { Text: { } text, Location: { } at })
            return;
        if (VersionMap.SameRelease(text, component.Ecosystem.Spelling, line.Version))
            return;
        throw new ReleaseException(
            ExitCode.Usage,
            $"component {component.Id}: two files of one release disagree on the version",
            $"{at} says {text}, {line.Place} says {line.Version.Text}",
            $"make them agree, or give the component its own version line: version: own");
    }

    private sealed record VersionLine(ReleaseVersion Version, string Place, string? NotTaggable);
}
