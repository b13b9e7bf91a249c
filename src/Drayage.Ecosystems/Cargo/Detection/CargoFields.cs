using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>The keys of <c>[package]</c>, with <c>key.workspace = true</c> followed to the workspace root.</summary>
internal sealed class CargoFields(CargoManifest manifest, CargoWorkspace? workspace, ICollection<CatalogWarning> warnings)
{
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);

    /// <summary>Null where the key is absent, or inherits what is not there: that becomes a warning.</summary>
    public TomlValue? Get(string key)
    {
        var own = manifest.Package!.Find(key);
        if (own is not TomlTable table || table.Find("workspace") is not TomlBoolean { Value: true } inherits)
            return own;
        if (workspace?.Inherited(key) is { } inherited)
            return inherited;
        if (refused.Add(key))
            warnings.Add(CatalogWarning.Unreadable(manifest.Path, Refusal(key, inherits.At)));
        return null;
    }

    public TomlString? GetString(string key) => Get(key) switch
    {
        null => null,
        TomlString text => text,
        var other => throw CargoManifest.Refusal($"found {other.Kind}, expected a string", other.At, $"change 'package.{key}' to a string"),
    };

    private ReleaseException Refusal(string key, SourceLocation at) => workspace is null
        ? CargoManifest.Refusal($"'{key}.workspace = true', but the package belongs to no workspace", at, $"write package.{key} here, or add the package to a workspace")
        : CargoManifest.Refusal($"'{key}.workspace = true', but {workspace.Root.Path} has no workspace.package.{key}", at, $"add {key} to [workspace.package] in {workspace.Root.Path}");
}
