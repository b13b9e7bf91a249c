using Drayage.Ecosystems.Python.Detection;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Python.Locking;

/// <summary><c>pdm.lock</c>, by the names of what <c>[project]</c> requires everywhere: its own hash is PDM's affair.</summary>
internal static class PdmLock
{
    /// <exception cref="ReleaseException">The manifest or the lock file has values of the wrong kind.</exception>
    public static IEnumerable<LockDifference>? Compare(PyProject project, TomlTable locked)
    {
        var groups = (locked.Find("metadata", "groups") as TomlArray)?.Items.OfType<TomlString>().Select(group => group.Value).ToArray();
        if (project.Project is not { } stated || project.IsDynamic("dependencies") || groups?.Contains("default") == false)
            return null;
        var names = locked.GetTables("package").Select(entry => PythonName.Normalise(entry.GetString("name")?.Value ?? "")).ToHashSet(StringComparer.Ordinal);
        return from text in stated.GetStrings("dependencies")
               where !text.Value.Contains(';')
               let requirement = PythonRequirement.Parse(text.Value)
               where requirement is not null && !names.Contains(PythonName.Normalise(requirement.Name))
               select new LockDifference(text.At, $"requires {requirement.Name}, which pdm.lock does not have");
    }
}
