using Drayage.Ecosystems.Npm.Detection;
using Drayage.Formats.Yaml;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>The packages whose requirements pnpm rewrites before it locks them, or leaves out: they cannot be compared.</summary>
internal static class PnpmOverrides
{
    public static HashSet<string> Names(PackageJson root, YamlMappingNode? workspace, YamlMappingNode locked)
    {
        var keys = (root.Root["pnpm"]?["overrides"]?.Members ?? []).Concat(root.Root["resolutions"]?.Members ?? []).Select(member => member.Name)
            .Concat(workspace.Mapping("overrides").Entries().Select(entry => entry.Key))
            .Concat(locked.Mapping("overrides").Entries().Select(entry => entry.Key));
        var ignored = (locked.Get("ignoredOptionalDependencies") as YamlSequenceNode)?.Children.OfType<YamlScalarNode>().Select(node => node.Value!) ?? [];
        return [.. keys.Select(key => YarnKeys.NameOf(key[(key.LastIndexOf('>') + 1)..])), .. ignored];
    }
}
