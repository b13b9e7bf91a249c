using Drayage.Formats.Json;
using Drayage.Model;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>
/// <c>yarn.lock</c> of yarn 1 and of later ones: it has an entry for each range that a package of the workspace requires. Ranges with a
/// protocol of their own, packages of the workspace and those that <c>resolutions</c> name are locked in other ways, and passed over.
/// </summary>
internal static class YarnLock
{
    private static readonly string[] Sections = ["dependencies", "devDependencies", "optionalDependencies"];
    private const string Registry = "npm:";
    private const string ClassicHeader = "# yarn lockfile v1";

    /// <returns>Null for a file without entries, as some keep to mark a project's root.</returns>
    public static IEnumerable<LockDifference>? Compare(NodeProject project, string path)
    {
        var text = project.Tree.ReadText(path);
        var locked = YarnKeys.Read(text);
        if (locked.Count == 0)
            return null;
        var passed = project.All.Select(package => package.Name)
            .Concat((project.Root.Root["resolutions"]?.Members ?? []).Select(member => YarnKeys.NameOf(member.Name)))
            .ToHashSet(StringComparer.Ordinal);
        var missing = from package in project.All
                      from ranges in Sections.SelectMany(section => package.Root[section]?.Members ?? []).GroupBy(member => member.Name, StringComparer.Ordinal)
                      where !passed.Contains(ranges.Key) && IsMissing(locked, ranges)
                      let member = ranges.First()
                      select new LockDifference(member.Value.At, $"requires {member.Name} {member.Value.Text}, which yarn.lock does not have");
        return missing.Concat(Surplus(project, text, path));
    }

    /// <summary>
    /// The command that renews it. Yarn 1 cannot but install as well; later ones take another directory only before the command's name.
    /// </summary>
    public static string Renewal(SourceTree tree, string path) =>
        $"{LockPlaces.Command("yarn", "--cwd", path)} install{(IsClassic(tree.ReadText(path)) ? "" : " --mode=update-lockfile")}";

    /// <summary>Whether yarn 1 wrote it. An empty file is what later ones begin with.</summary>
    public static bool IsClassic(string text) => text.Contains(ClassicHeader, StringComparison.Ordinal);

    private static IEnumerable<LockDifference> Surplus(NodeProject project, string text, string path)
    {
        var workspaces = YarnWorkspaces.Read(text);
        return from package in project.All
               let directory = project.RelativeTo(package) is { Length: > 0 } relative ? relative : "."
               from locked in workspaces.GetValueOrDefault(directory, [])
               where Sections.Append("peerDependencies").All(section => package.Root[section]?[locked.Name] is null)
               select new LockDifference(new SourceLocation(path, locked.Line, 1), $"has {locked.Name} for {package.Path}, which does not require it");
    }

    // Of a package that is required in two sections, yarn takes one of the ranges.
    private static bool IsMissing(HashSet<string> locked, IEnumerable<JsonMember> ranges) =>
        ranges.All(member => IsPlain(member) && !Has(locked, member.Name, member.Value.Text!));

    private static bool IsPlain(JsonMember member)
    {
        var range = member.Value.Text ?? "";
        var rest = range.StartsWith(Registry, StringComparison.Ordinal) ? range[Registry.Length..] : range;
        return rest.Length > 0 && !rest.AsSpan().ContainsAny(":, ") && (rest != range || !rest.Contains('/'));
    }

    private static bool Has(HashSet<string> locked, string name, string range) =>
        locked.Contains($"{name}@{range}") || locked.Contains($"{name}@{Registry}{range}");
}
