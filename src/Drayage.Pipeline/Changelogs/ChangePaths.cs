using System.Collections.Immutable;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Changelogs;

/// <summary>
/// Tells by its paths whose a change is: a component's own is below its path, or matches its gate. The project's are all others; what is
/// only below components with versions of their own is theirs.
/// </summary>
public sealed class ChangePaths
{
    private readonly PathGlob? glob;
    private readonly bool takesEmpty;

    private ChangePaths(PathGlob? glob, bool takesEmpty) => (this.glob, this.takesEmpty) = (glob, takesEmpty);

    /// <summary>Whether paths have to be known at all.</summary>
    public bool AreNeeded => glob is not null;

    /// <param name="project">The project.</param>
    /// <param name="members">Components that share a version, or one of them.</param>
    /// <param name="isOfComponent">Whether only the one component's paths count, though it shares its version.</param>
    public static ChangePaths Of(ProjectSettings project, ImmutableArray<ComponentSettings> members, bool isOfComponent)
    {
        if (members is [var own] && (isOfComponent || own.OwnVersion is not null))
        {
            return new ChangePaths(
                !own.Gate.IsEmpty ? new PathGlob(own.Gate) : own.Path.Length > 0 ? new PathGlob([own.Path]) : null, takesEmpty: false);
        }

        string[] others = [.. project.Components.Where(other => other.OwnVersion is not null && other.Path.Length > 0).Select(other => $"!{other.Path}")];
        return new ChangePaths(others.Length == 0 ? null : new PathGlob(["**", .. others]), takesEmpty: true);
    }

    /// <summary>Whether a commit that changed these paths counts.</summary>
    public bool Take(ImmutableArray<string> paths) => glob is null || (paths.IsEmpty ? takesEmpty : paths.Any(glob.IsMatch));
}
