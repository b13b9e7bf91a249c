using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Planning;

/// <summary>Decides what a release would do with a component.</summary>
internal sealed class ComponentStates(PlanRequest request, TagHistory history)
{
    public (string Tag, ComponentState State) Of(VersionedComponent component)
    {
        var line = TagHistory.LineOf(component.Resolved.Settings);
        var tag = history.PatternOf(line).Format(component.Version);
        return (tag, Decide(component, line, tag));
    }

    /// <exception cref="ReleaseException">The tag that is to be released belongs to no component, or says another version than the files.</exception>
    public void RefuseForeignTag(IEnumerable<VersionedComponent> components)
    {
        if (request.Tag is not { } tag)
            return;
        if (history.Owner(tag) is not var (line, version))
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"tag {tag} fits no component",
                $"tag patterns: {string.Join(", ", request.Settings.Components.Select(c => c.Tag).Distinct())}",
                "correct the tag, or the 'tag' template in drayage.yaml");
        }

        var member = components.First(c => TagHistory.LineOf(c.Resolved.Settings) == line);
        if (version.CompareTo(member.Version) == 0)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"tag {tag} disagrees with the version {member.Version.Text}",
            $"the tag says {version.Text}, {member.VersionPlace} says {member.Version.Text}",
            "move the version file and the tag to the same version before releasing");
    }

    private ComponentState Decide(VersionedComponent component, string line, string tag)
    {
        if (request.IgnoreTags)
            return new ComponentState.ToRelease("asked for, whatever tags exist");
        if (component.NotTaggable is { } reason)
            return new ComponentState.NotTaggable(reason);
        if (history.CommitOf(tag) is { } commit)
            return AtTag(component, tag, commit);
        if (component.Version.Text.EndsWith("-SNAPSHOT", StringComparison.Ordinal))
            return new ComponentState.NotTaggable($"{component.Version.Text} is a snapshot");
        if (IsGated(component.Resolved.Settings)
            && history.Releases(line).LastOrDefault() is { } last
            && !HasChanged(component.Resolved.Settings, history.CommitOf(last.Tag)!))
        {
            return new ComponentState.NothingChanged(last.Tag);
        }

        return new ComponentState.ToRelease(tag == request.Tag ? $"tag {tag} is being released" : $"tag {tag} does not exist yet");
    }

    private ComponentState AtTag(VersionedComponent component, string tag, string commit)
    {
        // Released from an earlier commit, and the same now: other components go on without it.
        if (commit != request.Source.Commit && tag != request.Tag && IsGated(component.Resolved.Settings) && !HasChanged(component.Resolved.Settings, commit))
            return new ComponentState.NothingChanged(tag);
        if (commit != request.Source.Commit)
            return new ComponentState.TakenByOtherCommit(tag, commit);
        return tag == request.Tag
            ? new ComponentState.ToRelease($"tag {tag} names this commit and is being released")
            : new ComponentState.AlreadyReleased(tag);
    }

    // Components that share one version move together; only a gate of its own, or a version of its own, holds one back.
    private static bool IsGated(ComponentSettings component) => !component.Gate.IsEmpty || component.OwnVersion is not null;

    private bool HasChanged(ComponentSettings component, string since)
    {
        var changed = request.ChangedSince(since);
        if (!component.Gate.IsEmpty)
            return changed.Any(new PathGlob(component.Gate).IsMatch);
        return component.Path.Length == 0 || component.Own.Needs.Length > 0
            ? changed.Length > 0
            : changed.Any(path => path == component.Path || path.StartsWith(component.Path + "/", StringComparison.Ordinal));
    }
}
