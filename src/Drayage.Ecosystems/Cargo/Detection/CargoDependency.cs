using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>One dependency of a manifest, with what it inherits from the workspace filled in.</summary>
/// <param name="Key">The name in the table: what the code calls it.</param>
/// <param name="Package">The name of the package.</param>
/// <param name="Directory">Of a path dependency, repository-relative; null for others and outside the repository.</param>
/// <param name="IsPath">True where a path is given, wherever it leads.</param>
/// <param name="At">Where the requirement stands, else the dependency.</param>
internal sealed record CargoDependency(
    string Key, string Package, string? Directory, bool IsPath, string? Requirement, bool IsOptional, LocalDependencyKind Kind, SourceLocation At)
{
    /// <summary>True where a git repository is given.</summary>
    public bool IsGit { get; private init; }

    private static readonly (string Table, LocalDependencyKind Kind)[] Tables =
    [
        ("dependencies", LocalDependencyKind.Runtime),
        ("build-dependencies", LocalDependencyKind.Build),
        ("build_dependencies", LocalDependencyKind.Build),
        ("dev-dependencies", LocalDependencyKind.Development),
        ("dev_dependencies", LocalDependencyKind.Development),
    ];

    /// <summary>All dependencies of a manifest, those of single platforms too.</summary>
    /// <exception cref="ReleaseException">A dependency inherits what its workspace does not have.</exception>
    public static IEnumerable<CargoDependency> Read(CargoManifest manifest, CargoWorkspace? workspace)
    {
        var platforms = manifest.Root.GetTable("target") is { } target ? target.Entries.Select(entry => entry.Value).OfType<TomlTable>() : [];
        return from table in platforms.Prepend(manifest.Root)
               from kind in Tables
               let dependencies = table.GetTable(kind.Table)
               where dependencies is not null
               from entry in dependencies.Entries
               select Of(entry, kind.Kind, manifest, workspace);
    }

    /// <summary>What a workspace offers its members to inherit, whether one does or not.</summary>
    public static IEnumerable<CargoDependency> Offered(CargoManifest root) =>
        root.Workspace?.GetTable("dependencies") is { } dependencies
            ? dependencies.Entries.Select(entry => Spelt(entry.Key, entry.KeyAt, entry.Value, LocalDependencyKind.Runtime, root.Directory))
            : [];

    private static CargoDependency Of(TomlEntry entry, LocalDependencyKind kind, CargoManifest manifest, CargoWorkspace? workspace)
    {
        if (entry.Value is not TomlTable own || own.GetBoolean("workspace")?.Value != true)
            return Spelt(entry.Key, entry.KeyAt, entry.Value, kind, manifest.Directory);
        if (workspace?.InheritedDependency(entry.Key) is not { } inherited)
        {
            throw CargoManifest.Refusal(
                workspace is null
                    ? $"dependency '{entry.Key}' inherits from a workspace, but there is none"
                    : $"dependency '{entry.Key}' is not among the workspace.dependencies of {workspace.Root.Path}",
                entry.KeyAt,
                $"add '{entry.Key}' to workspace.dependencies, or give its version here");
        }

        var dependency = Spelt(entry.Key, entry.KeyAt, inherited, kind, workspace.Root.Directory);
        return dependency with { IsOptional = own.GetBoolean("optional")?.Value == true };
    }

    private static CargoDependency Spelt(string key, SourceLocation keyAt, TomlValue value, LocalDependencyKind kind, string directory)
    {
        if (value is not TomlTable table)
            return new CargoDependency(key, key, null, IsPath: false, (value as TomlString)?.Value, IsOptional: false, kind, value.At);
        var path = table.GetString("path");
        var version = table.GetString("version");
        return new CargoDependency(
            key,
            table.GetString("package")?.Value ?? key,
            path is null ? null : SourceTree.Join(directory, path.Value),
            path is not null,
            version?.Value,
            table.GetBoolean("optional")?.Value == true,
            kind,
            version?.At ?? path?.At ?? keyAt)
        {
            IsGit = table.Contains("git"),
        };
    }
}
