using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Versions;
using Drayage.Pipeline.Naming;

namespace Drayage.Pipeline.Planning;

/// <summary>
/// Finds each component's version: the shared one, or its own; checks that every file that states it agrees.
/// </summary>
internal sealed class VersionLines(PlanRequest request, TagHistory history)
{
    private readonly VersionReading reading = new(request, history);

    public ImmutableArray<VersionedComponent> Resolve(ImmutableArray<ResolvedComponent> components)
    {
        var sharing = components.Where(c => c.Settings.OwnVersion is null).ToArray();
        var shared = sharing.Length == 0 ? null : reading.Of(TagHistory.SharedLine, request.Settings.SharedVersion!, sharing);
        return [.. components.Select(c => Versioned(c, c.Settings.OwnVersion is { } own ? reading.Of(c.Id, own, [c]) : shared!))];
    }

    private VersionedComponent Versioned(ResolvedComponent component, ReadVersion line)
    {
        RefuseDisagreement(component, line);
        if (component.Settings.Spelling is { } template)
            return new VersionedComponent(component, line.Version, line.Place, ComponentSpelling.Of(component, template, line.Version, request.Source), line.NotTaggable);
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

    private void RefuseDisagreement(ResolvedComponent component, ReadVersion line)
    {
        if (component.Package?.Version is not { Text: { } text, Location: { } at })
            return;
        if (component.Settings.Spelling is { } template
            ? text == template.Render(line.Version, request.Source)
            : VersionMap.SameRelease(text, component.Ecosystem.Spelling, line.Version))
        {
            return;
        }

        throw new ReleaseException(
            ExitCode.Usage,
            $"component {component.Id}: two files of one release disagree on the version",
            $"{at} says {text}, {line.Place} says {line.Version.Text}",
            $"make them agree, or give the component its own version line: version: own");
    }
}
