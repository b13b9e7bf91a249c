using System.Collections.Immutable;
using System.Text;
using Drayage.Ecosystems.Npm.Detection;
using Drayage.Ecosystems.Npm.Locking;
using Drayage.Formats.Json;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.Npm.Versions;

/// <summary>
/// The repository's own packages in <c>package-lock.json</c> and <c>npm-shrinkwrap.json</c>
/// (docs.npmjs.com/cli/configuring-npm/package-lock-json). The locks of pnpm and yarn do not repeat their versions, only their requirements.
/// </summary>
internal sealed class NpmLocks : IVersionedFiles
{
    private static readonly string[] Sections = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

    public VersionedFiles Read(SourceTree tree, Catalog catalog)
    {
        var packages = catalog.Packages.Where(package => package.Ecosystem == EcosystemName.Npm).ToArray();
        VersionedFiles[] own = [.. tree.Named("package-lock.json").Concat(tree.Named("npm-shrinkwrap.json")).Select(path => Read(tree, path, packages))];
        return new VersionedFiles(
            [.. own.SelectMany(file => file.Places)],
            [
                .. own.SelectMany(file => file.Locks),
                .. tree.Named("pnpm-lock.yaml").Select(path => Foreign(path, LockPlaces.Command("pnpm install --lockfile-only", "--dir", path), packages)),
                .. tree.Named("yarn.lock").Select(path => Foreign(path, YarnLock.Renewal(tree, path), packages)),
            ]);
    }

    private static LockFile Foreign(string path, string command, Package[] packages)
    {
        var directory = SourceTree.DirectoryOf(path);
        return new LockFile(
            path,
            command,
            [.. packages.Select(package => package.Manifest).Where(manifest => directory.Length == 0 || manifest.StartsWith(directory + "/", StringComparison.Ordinal))]);
    }

    private static VersionedFiles Read(SourceTree tree, string path, Package[] packages)
    {
        JsonItem root;
        try
        {
            root = JsonText.Parse(path, Encoding.UTF8.GetBytes(tree.ReadText(path)));
        }
        catch (JsonSyntaxException)
        {
            return VersionedFiles.None;
        }

        var directory = SourceTree.DirectoryOf(path);
        Package? At(string relative) => packages.FirstOrDefault(package => package.Directory == SourceTree.Join(directory, relative));
        var entries = (root["packages"]?.Members ?? []).Where(member => !member.Name.Split('/').Contains("node_modules"))
            .Select(member => (Item: member.Value, Package: At(member.Name)))
            .Prepend((Item: root, Package: At("")))
            .ToArray();
        var places = entries.Where(entry => entry.Package is not null).SelectMany(entry => Versions(entry.Item, entry.Package!))
            .Concat(entries.SelectMany(entry => Requirements(entry.Item, packages)));
        // npm takes an alias from the registry, and locks what stands there: that is not for an edit.
        string[] aliasing = [.. entries.Where(entry => entry.Package is not null && HasAlias(entry.Item, packages)).Select(entry => entry.Package!.Manifest).Distinct()];
        return new VersionedFiles([.. places], aliasing.Length == 0 ? [] : [new LockFile(path, PackageLock.Renewal(tree, path), [.. aliasing])]);
    }

    private static IEnumerable<(Package, VersionPlace)> Versions(JsonItem entry, Package package) =>
        entry["version"] is { Text: { } version } item ? [(package, PlaceOf(package, version, item.At, VersionRole.Lock, package.Name))] : [];

    private static IEnumerable<(Package, VersionPlace)> Requirements(JsonItem entry, Package[] packages) =>
        from asked in Asked(entry)
        from package in packages.Where(package => package.Name == asked.For.Name).Take(1)
        select (package, PlaceOf(package, asked.For.Requirement, asked.At, VersionRole.Requirement, $"{package.Name} in {entry.At.Path}"));

    private static bool HasAlias(JsonItem entry, Package[] packages) =>
        Asked(entry).Any(asked => asked.Key != asked.For.Name && packages.Any(package => package.Name == asked.For.Name));

    // The first version of the format has entries where later ones have requirements.
    private static IEnumerable<(string Key, NpmSpecifier For, SourceLocation At)> Asked(JsonItem entry) =>
        from section in Sections
        from member in entry[section]?.Members ?? []
        where member.Value.Text is { } text && !text.StartsWith("file:", StringComparison.Ordinal)
        select (member.Name, NpmSpecifier.Of(member.Name, member.Value.Text!), member.Value.At);

    private static VersionPlace PlaceOf(Package package, string text, SourceLocation at, VersionRole role, string subject) => new()
    {
        At = at,
        Text = text,
        Role = role,
        Subject = subject,
        Spelling = NativeSpelling.Npm,
    };
}
