using Drayage.Formats.Toml;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>Poetry's tables of dependencies, in the terms of PEP 508: <c>name</c> followed by the constraint as Poetry spells it.</summary>
internal static class PoetryDependencies
{
    public static IEnumerable<(PythonText Requirement, LocalDependencyKind Kind)> Of(TomlTable poetry)
    {
        var groups = poetry.GetTable("group")?.Entries.Select(group => (group.Value as TomlTable)?.GetTable("dependencies")) ?? [];
        var development = groups.Append(poetry.GetTable("dev-dependencies")).OfType<TomlTable>();
        return In(poetry.GetTable("dependencies"), LocalDependencyKind.Runtime)
            .Concat(development.SelectMany(table => In(table, LocalDependencyKind.Development)));
    }

    private static IEnumerable<(PythonText, LocalDependencyKind)> In(TomlTable? table, LocalDependencyKind kind) =>
        from entry in table?.Entries ?? []
        where entry.Key != "python"
        let version = entry.Value as TomlString ?? (entry.Value as TomlTable)?.GetString("version")
        select (new PythonText($"{entry.Key} {(version?.Value is "*" ? "" : version?.Value)}", version?.At ?? entry.KeyAt), kind);
}
