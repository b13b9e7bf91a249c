using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>The plugins and versions of <c>gradle/libs.versions.toml</c>, under the names that scripts call them by.</summary>
internal sealed class VersionCatalog
{
    private readonly Dictionary<string, string> plugins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GradleValue> versions = new(StringComparer.Ordinal);

    /// <param name="tree">The repository.</param>
    /// <param name="directory">The build's root directory.</param>
    /// <exception cref="ReleaseException">The catalog is not TOML.</exception>
    public VersionCatalog(SourceTree tree, string directory)
    {
        var path = SourceTree.Join(directory, "gradle/libs.versions.toml")!;
        if (!tree.Contains(path))
            return;
        var root = TomlDocument.Parse(tree.ReadText(path), path).Root;
        foreach (var entry in (root.Find("plugins") as TomlTable)?.Entries ?? [])
        {
            // Either "id:version" or a table with an id.
            var id = entry.Value is TomlString text ? text.Value.Split(':')[0] : ((entry.Value as TomlTable)?.Find("id") as TomlString)?.Value;
            if (id is not null)
                plugins[Accessor(entry.Key)] = id;
        }

        foreach (var entry in (root.Find("versions") as TomlTable)?.Entries ?? [])
        {
            if (entry.Value is TomlString text)
                versions[Accessor(entry.Key)] = new GradleValue(text.Value, text.At);
        }
    }

    /// <param name="accessor">What follows <c>libs.plugins.</c></param>
    public string? Plugin(string accessor) => plugins.GetValueOrDefault(accessor);

    /// <param name="accessor">What follows <c>libs.versions.</c></param>
    public GradleValue? Version(string accessor) => versions.GetValueOrDefault(accessor);

    // Scripts write dots where the catalog's keys have dashes or underscores.
    private static string Accessor(string key) => key.Replace('-', '.').Replace('_', '.');
}
