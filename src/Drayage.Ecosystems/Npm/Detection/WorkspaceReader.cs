using System.Collections.Immutable;
using Drayage.Formats.Json;
using Drayage.Model;
using Drayage.Pipeline.Detection;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>Reads the workspace that a directory's manifests declare: <c>package.json</c>, <c>pnpm-workspace.yaml</c> or <c>lerna.json</c>.</summary>
internal sealed class WorkspaceReader(SourceTree tree)
{
    private const string PnpmFile = "pnpm-workspace.yaml";
    private const string LernaFile = "lerna.json";

    /// <exception cref="JsonSyntaxException">A manifest cannot be read.</exception>
    public Workspace? Read(PackageJson manifest)
    {
        var directory = manifest.Directory;
        if (SourceTree.Join(directory, PnpmFile) is { } pnpm && tree.Contains(pnpm))
            return new Workspace(directory, pnpm, PnpmPatterns(pnpm));
        if (manifest.Root["workspaces"] is { } declared)
            return new Workspace(directory, manifest.Path, Patterns(declared["packages"] ?? declared));
        if (SourceTree.Join(directory, LernaFile) is { } lerna && tree.Contains(lerna))
            return new Workspace(directory, lerna, LernaPatterns(lerna));
        return null;
    }

    private ImmutableArray<WorkspacePattern> LernaPatterns(string path)
    {
        var root = JsonText.Parse(path, File.ReadAllBytes(tree.FullPath(path)));
        return root["packages"] is { } packages ? Patterns(packages) : [new WorkspacePattern("packages/*", root.At)];
    }

    private ImmutableArray<WorkspacePattern> PnpmPatterns(string path)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(tree.ReadText(path)));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }, ..]
                || !root.Children.TryGetValue(new YamlScalarNode("packages"), out var packages)
                || packages is not YamlSequenceNode list)
                return [];
            return
            [
                .. list.Children.OfType<YamlScalarNode>().Where(entry => !string.IsNullOrEmpty(entry.Value))
                    .Select(entry => new WorkspacePattern(entry.Value!, At(path, entry.Start))),
            ];
        }
        catch (YamlException error)
        {
            throw new JsonSyntaxException(error.Message, At(path, error.Start), error);
        }
    }

    private static ImmutableArray<WorkspacePattern> Patterns(JsonItem list) =>
        [.. list.Items.OfType<JsonItem.String>().Where(entry => entry.Value.Length > 0).Select(entry => new WorkspacePattern(entry.Value, entry.At))];

    private static SourceLocation At(string path, Mark mark) => new(path, (int)mark.Line, (int)mark.Column);
}
