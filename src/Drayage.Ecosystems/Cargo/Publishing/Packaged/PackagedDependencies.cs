using Drayage.Ecosystems.Cargo.Publishing.Configuration;
using Drayage.Formats.Toml;

namespace Drayage.Ecosystems.Cargo.Publishing.Packaged;

/// <summary>The dependencies in the manifest that cargo wrote into a .crate: nothing is inherited there, and paths are gone.</summary>
/// <param name="index">The index that is published to, as cargo writes it.</param>
internal sealed class PackagedDependencies(string index)
{
    private static readonly (string[] Tables, string Kind)[] Kinds =
    [
        (["dependencies"], "normal"),
        (["dev-dependencies", "dev_dependencies"], "dev"),
        (["build-dependencies", "build_dependencies"], "build"),
    ];

    public IEnumerable<CrateDependency> Of(TomlTable manifest) =>
    [
        .. Of(manifest, target: null),
        .. (manifest.GetTable("target")?.Entries ?? []).SelectMany(target => target.Value is TomlTable table ? Of(table, target.Key) : []),
    ];

    private IEnumerable<CrateDependency> Of(TomlTable table, string? target) =>
        from kind in Kinds
        from name in kind.Tables
        from entry in table.GetTable(name)?.Entries ?? []
        select Of(entry, kind.Kind, target);

    private CrateDependency Of(TomlEntry entry, string kind, string? target)
    {
        if (entry.Value is TomlString bare)
            return Make(entry.Key, bare.Value, kind, target, details: null);
        var details = entry.Value as TomlTable;
        return Make(entry.Key, details?.GetString("version")?.Value ?? "*", kind, target, details);
    }

    private CrateDependency Make(string key, string requirement, string kind, string? target, TomlTable? details)
    {
        var package = details?.GetString("package")?.Value;
        return new CrateDependency
        {
            Name = package ?? key,
            Requirement = RequirementSpelling.Of(requirement),
            Features = details is null ? [] : [.. details.GetStrings("features").Select(feature => feature.Value)],
            Optional = details?.GetBoolean("optional")?.Value ?? false,
            DefaultFeatures = (details?.GetBoolean("default-features") ?? details?.GetBoolean("default_features"))?.Value ?? true,
            Target = target,
            Kind = kind,
            Registry = RegistryOf(details?.GetString("registry-index")?.Value),
            ExplicitNameInToml = package is null ? null : key,
        };
    }

    /// <summary>In a manifest no word means crates.io; to a registry no word means itself.</summary>
    private string? RegistryOf(string? stated)
    {
        var isCratesIo = index == CargoRegistry.Spell(CargoRegistry.CratesIoIndex);
        return stated is null ? (isCratesIo ? null : CargoRegistry.CratesIoGitIndex) : stated == index ? null : stated;
    }
}
