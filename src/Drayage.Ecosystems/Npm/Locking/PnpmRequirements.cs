using Drayage.Ecosystems.Npm.Detection;
using Drayage.Formats.Json;
using Drayage.Formats.Yaml;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.Npm.Locking;

/// <summary>What a package requires as pnpm joins it: an optional requirement wins over a plain one, that over one for development.</summary>
internal static class PnpmRequirements
{
    private static readonly string[] Sections = ["devDependencies", "dependencies", "optionalDependencies"];

    public static Dictionary<string, JsonItem> Of(PackageJson package)
    {
        var required = new Dictionary<string, JsonItem>(StringComparer.Ordinal);
        foreach (var member in Sections.SelectMany(section => package.Root[section]?.Members ?? []).Where(member => member.Value.Text is not null))
            required[member.Name] = member.Value;
        return required;
    }

    /// <summary>The specifiers of an importer: in a list of their own up to version 5 of the format, with the resolutions since.</summary>
    public static Dictionary<string, YamlScalarNode> Of(YamlMappingNode importer)
    {
        var locked = new Dictionary<string, YamlScalarNode>(StringComparer.Ordinal);
        foreach (var (name, node) in importer.Mapping("specifiers").Entries())
            Add(locked, name, node);
        foreach (var (name, node) in Sections.SelectMany(section => importer.Mapping(section).Entries()))
            Add(locked, name, (node as YamlMappingNode).Get("specifier"));
        return locked;
    }

    /// <summary>pnpm installs peers by itself or not, as it is set up.</summary>
    public static bool IsPeerOnly(PackageJson package, string name) =>
        package.Root["peerDependencies"]?[name] is not null && Sections.All(section => package.Root[section]?[name] is null);

    private static void Add(Dictionary<string, YamlScalarNode> locked, string name, YamlNode? node)
    {
        if (node is YamlScalarNode scalar)
            locked[name] = scalar;
    }
}
