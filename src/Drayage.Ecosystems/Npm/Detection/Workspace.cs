using System.Collections.Immutable;
using Drayage.Formats.Globs;

namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>The packages that npm, pnpm, yarn or lerna treat as one tree.</summary>
/// <param name="Directory">The root's directory, empty for the repository's.</param>
/// <param name="Source">The file that lists the members.</param>
internal sealed record Workspace(string Directory, string Source, ImmutableArray<WorkspacePattern> Patterns)
{
    private readonly ImmutableArray<WorkspacePattern> exclusions = Standing(Patterns);

    /// <summary>
    /// As npm's map-workspaces reads the list: an exclusion holds unless a later inclusion's own text falls under it,
    /// so that <c>["packages/**", "!packages/b/**", "packages/b/a"]</c> keeps <c>packages/b/a</c>.
    /// </summary>
    public bool Includes(string directory)
    {
        if (RelativeTo(directory) is not { } relative || relative.Split('/').Contains("node_modules"))
            return false;
        return Patterns.Any(pattern => !pattern.IsExclusion && pattern.Matches(relative))
            && !exclusions.Any(pattern => pattern.Matches(relative));
    }

    /// <summary>Null where the directory is the root itself or lies outside.</summary>
    public string? RelativeTo(string directory)
    {
        if (Directory.Length == 0)
            return directory.Length == 0 ? null : directory;
        return directory.StartsWith(Directory + "/", StringComparison.Ordinal) ? directory[(Directory.Length + 1)..] : null;
    }

    private static ImmutableArray<WorkspacePattern> Standing(ImmutableArray<WorkspacePattern> patterns) =>
    [
        .. patterns.Where((exclusion, index) => exclusion.IsExclusion
            && !patterns.Skip(index + 1).Any(later => !later.IsExclusion && GlobPattern.Parse(exclusion.Body).Matches(later.Body))),
    ];
}
