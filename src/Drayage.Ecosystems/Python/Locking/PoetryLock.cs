using Drayage.Ecosystems.Python.Detection;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Python.Locking;

/// <summary>
/// <c>poetry.lock</c>: its <c>content-hash</c> is over what <c>[tool.poetry]</c> requires. For projects that state it in <c>[project]</c>,
/// where versions of Poetry differ on what to hash, only names are compared.
/// </summary>
internal static class PoetryLock
{
    private static readonly string[] Stated = ["requires-python", "dependencies", "optional-dependencies"];

    /// <exception cref="ReleaseException">The manifest or the lock file has values of the wrong kind.</exception>
    public static IEnumerable<LockDifference>? Compare(PyProject project, TomlTable locked)
    {
        if (project.Tool("poetry") is not { } poetry)
            return project.Project is null ? null : Names(project, locked);
        if (Stated.Any(key => project.Project?.Contains(key) == true) || project.Root.Contains("dependency-groups"))
            return Names(project, locked);
        if ((locked.Find("metadata", "content-hash") as TomlString)?.Value is not { } found || PoetryContentHash.Of(poetry) is not { } wanted)
            return null;
        return found == wanted ? [] : Names(project, locked) is { Length: > 0 } named ? named : [Changed(poetry, found, wanted)];
    }

    private static LockDifference Changed(TomlTable poetry, string found, string wanted) => new(
        poetry.GetTable("dependencies")?.At ?? poetry.At,
        $"states requirements with the content hash {wanted[..12]}, poetry.lock was made from others ({found[..Math.Min(12, found.Length)]})");

    private static LockDifference[] Names(PyProject project, TomlTable locked)
    {
        var names = locked.GetTables("package").Select(entry => PythonName.Normalise(entry.GetString("name")?.Value ?? "")).ToHashSet(StringComparer.Ordinal);
        var stated = project.IsDynamic("dependencies") ? [] : project.Project?.GetStrings("dependencies").Where(text => !text.Value.Contains(';')).Select(text => PythonText.Of(text)!) ?? [];
        var own = project.Tool("poetry")?.GetTable("dependencies") is { } table ? table.Entries.Where(IsForAll).Select(entry => new PythonText(entry.Key, entry.KeyAt)) : [];
        return
        [
            .. from text in stated.Concat(own)
               let requirement = PythonRequirement.Parse(text.Value)
               where requirement is not null && !names.Contains(PythonName.Normalise(requirement.Name))
               select new LockDifference(text.At, $"requires {requirement.Name}, which poetry.lock does not have"),
        ];
    }

    // What is for some interpreters or platforms only, Poetry leaves out where there is none such.
    private static bool IsForAll(TomlEntry entry) =>
        entry.Key != "python" && entry.Value is TomlString or TomlTable { } && (entry.Value as TomlTable)?.Keys.Any(key => key is "python" or "platform" or "markers") != true;
}
