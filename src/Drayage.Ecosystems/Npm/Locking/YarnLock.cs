using Drayage.Formats.Json;
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

    /// <returns>Null for a file without entries, as some keep to mark a project's root.</returns>
    public static IEnumerable<LockDifference>? Compare(NodeProject project, string path)
    {
        var locked = YarnKeys.Read(project.Tree.ReadText(path));
        if (locked.Count == 0)
            return null;
        var passed = project.All.Select(package => package.Name)
            .Concat((project.Root.Root["resolutions"]?.Members ?? []).Select(member => YarnKeys.NameOf(member.Name)))
            .ToHashSet(StringComparer.Ordinal);
        return from package in project.All
               from section in Sections
               from member in package.Root[section]?.Members ?? []
               where !passed.Contains(member.Name) && IsPlain(member)
               where !Has(locked, member.Name, member.Value.Text!)
               select new LockDifference(member.Value.At, $"requires {member.Name} {member.Value.Text}, which yarn.lock does not have");
    }

    private static bool IsPlain(JsonMember member)
    {
        var range = member.Value.Text ?? "";
        var rest = range.StartsWith(Registry, StringComparison.Ordinal) ? range[Registry.Length..] : range;
        return rest.Length > 0 && !rest.AsSpan().ContainsAny(":, ") && (rest != range || !rest.Contains('/'));
    }

    private static bool Has(HashSet<string> locked, string name, string range) =>
        locked.Contains($"{name}@{range}") || locked.Contains($"{name}@{Registry}{range}");
}
