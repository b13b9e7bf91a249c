using System.Text.RegularExpressions;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Building;

/// <summary>What decides the bytes of a package's targets: the sources of it and of the crates it is made of, and cargo's settings.</summary>
internal sealed partial class CargoInputs(SourceTree tree, Catalog catalog)
{
    private static readonly string[] SettingFiles = [".cargo/config.toml", ".cargo/config", "rust-toolchain.toml", "rust-toolchain", "Cargo.toml", "Cargo.lock"];

    /// <summary>The workspace's directory, or the package's own.</summary>
    public static string WorkspaceOf(Package package) =>
        package.Facts.FirstOrDefault(fact => fact.Name == "workspace") is { } workspace ? SourceTree.DirectoryOf(workspace.Value) : package.Directory;

    /// <summary>The package and the packages of the repository that it is made of, in the order in which they need each other.</summary>
    public IReadOnlyList<Package> Closure(Package package)
    {
        var found = new List<Package>();
        Visit(package);
        return found;

        void Visit(Package current)
        {
            if (found.Contains(current))
                return;
            foreach (var dependency in current.Dependencies.Where(dependency => dependency.Kind != LocalDependencyKind.Development))
            {
                if (catalog.Packages.FirstOrDefault(other => other.Ecosystem == EcosystemName.Cargo && other.Name == dependency.Name && other != current) is { } other && !found.Contains(other))
                    Visit(other);
            }

            found.Add(current);
        }
    }

    public IEnumerable<string> Of(Package package)
    {
        var workspace = WorkspaceOf(package);
        var closure = Closure(package);
        // A build script may read anything; usually it stays within the workspace.
        if (closure.Any(member => member.Facts.Any(fact => fact.Name == "build-script")))
            return [workspace];
        var inputs = closure.SelectMany(member => OfCrate(member.Directory)).Concat(Settings(package.Directory)).ToHashSet(StringComparer.Ordinal);
        inputs.UnionWith(closure.SelectMany(member => Included(member.Directory)).Where(path => !inputs.Any(input => path.StartsWith(input + "/", StringComparison.Ordinal))));
        return inputs.Order(StringComparer.Ordinal);
    }

    /// <summary>The crate's directory; of one in the repository's root only what builds look at.</summary>
    private IEnumerable<string> OfCrate(string directory) =>
        directory.Length > 0 ? [directory] : new[] { "src", "Cargo.toml" }.Where(name => tree.Contains(name) || tree.Below(name).Any());

    /// <summary>Cargo's own settings, which count from the package's directory up to the root.</summary>
    private IEnumerable<string> Settings(string directory)
    {
        for (var current = directory; ; current = SourceTree.DirectoryOf(current))
        {
            foreach (var name in SettingFiles)
            {
                var path = current.Length == 0 ? name : $"{current}/{name}";
                if (tree.Contains(path))
                    yield return path;
            }

            if (current.Length == 0)
                yield break;
        }
    }

    /// <summary>Files that the sources include from elsewhere.</summary>
    private IEnumerable<string> Included(string directory)
    {
        foreach (var path in tree.Below(directory.Length == 0 ? "src" : directory).Where(path => path.EndsWith(".rs", StringComparison.Ordinal)))
        {
            var text = tree.ReadText(path);
            if (!text.Contains("..", StringComparison.Ordinal))
                continue;
            foreach (Match match in Inclusion().Matches(text))
            {
                var from = match.Groups["manifest"].Success ? directory : SourceTree.DirectoryOf(path);
                if (SourceTree.Join(from, match.Groups["path"].Value) is { } included && tree.Contains(included))
                    yield return included;
            }
        }
    }

    [GeneratedRegex("""(?:include(?:_str|_bytes)?!\s*\(\s*|#\[path\s*=\s*|(?<manifest>CARGO_MANIFEST_DIR"\s*\)\s*,\s*))"(?<path>[^"\n]*\.\.[^"\n]*)"\s*""", RegexOptions.ExplicitCapture)]
    private static partial Regex Inclusion();
}
