using System.Globalization;
using System.Text;
using Drayage.Ecosystems.Npm.Detection;
using Drayage.Formats.Json;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>
/// <c>package-lock.json</c> and <c>npm-shrinkwrap.json</c> from the second version of the format on
/// (docs.npmjs.com/cli/configuring-npm/package-lock-json): below <c>packages</c> they repeat, letter for letter, what the root and each
/// workspace require; <c>npm install</c> would write it anew where they differ.
/// </summary>
internal static class PackageLock
{
    private static readonly string[] Sections = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

    /// <returns>Null for the first version of the format, which repeats nothing.</returns>
    /// <exception cref="JsonSyntaxException">The lock file is not JSON.</exception>
    public static IEnumerable<LockDifference>? Compare(NodeProject project, string path)
    {
        var root = JsonText.Parse(path, Encoding.UTF8.GetBytes(project.Tree.ReadText(path)));
        if (root["packages"] is not { } packages || !IsRecent(root))
            return null;
        // Of a workspace that pnpm or lerna declares, npm knows nothing.
        var isOfNpm = project.Workspace?.Source == project.Root.Path;
        return from package in isOfNpm ? project.All : [project.Root]
               from difference in Between(package, packages[project.RelativeTo(package)], SourceTree.FileName(path))
               select difference;
    }

    /// <summary>The command that renews it.</summary>
    public static string Renewal(SourceTree tree, string path) => LockPlaces.Command("npm install --package-lock-only", "--prefix", path);

    private static bool IsRecent(JsonItem root) =>
        root["lockfileVersion"] is JsonItem.Number version && int.TryParse(version.Literal, CultureInfo.InvariantCulture, out var number) && number >= 2;

    private static IEnumerable<LockDifference> Between(PackageJson package, JsonItem? entry, string file)
    {
        if (entry is null)
            return [new LockDifference(package.Root["name"]?.At ?? package.Start, $"is {package.Name}, which {file} does not have")];
        return from section in Sections
               from difference in Between(package, section, entry, file)
               select difference;
    }

    private static IEnumerable<LockDifference> Between(PackageJson package, string section, JsonItem entry, string file)
    {
        var (required, locked) = (package.Root[section], entry[section]);
        var missing = from member in required?.Members ?? []
                      where member.Value.Text is not null && !IsTwofold(package.Root, member.Name)
                      let repeated = locked?[member.Name]?.Text
                      where Range(repeated) != Range(member.Value.Text)
                      select new LockDifference(
                          member.Value.At,
                          repeated is null
                              ? $"requires {member.Name} {member.Value.Text} among its {section}, {file} does not"
                              : $"requires {member.Name} {member.Value.Text}, {file} has {repeated}");
        var surplus = from member in locked?.Members ?? []
                      where required?[member.Name] is null && !IsTwofold(package.Root, member.Name)
                      select new LockDifference(member.Value.At, $"has {member.Name} among the {section} of {package.Path}, which does not require it");
        return missing.Concat(surplus);
    }

    // npm drops from the dependencies what is optional, too.
    private static bool IsTwofold(JsonItem manifest, string name) =>
        manifest["optionalDependencies"]?[name] is not null && manifest["dependencies"]?[name] is not null;

    private static string? Range(string? text) => text is "" ? "*" : text;
}
