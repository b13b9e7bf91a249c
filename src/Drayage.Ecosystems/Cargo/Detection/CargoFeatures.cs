using Drayage.Formats.Toml;
using Drayage.Model;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>The features of a package: those of <c>[features]</c>, and an optional dependency's own where no feature names it by <c>dep:</c>.</summary>
internal static class CargoFeatures
{
    public static IEnumerable<(string Name, SourceLocation At)> Of(CargoManifest manifest, IEnumerable<CargoDependency> dependencies)
    {
        var table = manifest.Root.GetTable("features");
        var declared = table?.Entries ?? [];
        var named = declared.Select(entry => entry.Value).OfType<TomlArray>()
            .SelectMany(array => array.Items).OfType<TomlString>()
            .Where(item => item.Value.StartsWith("dep:", StringComparison.Ordinal))
            .Select(item => item.Value[4..])
            .ToHashSet(StringComparer.Ordinal);
        var implied = dependencies.Where(dependency => dependency.IsOptional && !named.Contains(dependency.Key) && table?.Contains(dependency.Key) != true)
            .Select(dependency => (dependency.Key, dependency.At))
            .DistinctBy(feature => feature.Key);
        return declared.Select(entry => (entry.Key, entry.KeyAt)).Concat(implied);
    }

    /// <summary>What the feature <c>default</c> turns on.</summary>
    public static TomlArray? Default(CargoManifest manifest) => manifest.Root.Find("features", "default") as TomlArray;
}
