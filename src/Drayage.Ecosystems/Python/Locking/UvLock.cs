using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Detection;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Python.Locking;

/// <summary>
/// <c>uv.lock</c>: below each project of the workspace it repeats what that project requires (<c>[package.metadata]</c>), which is what
/// <c>uv lock --check</c> compares.
/// </summary>
internal static class UvLock
{
    private static readonly string[] LocalSources = ["editable", "virtual", "directory"];

    /// <exception cref="ReleaseException">A manifest or the lock file has values of the wrong kind.</exception>
    public static IEnumerable<LockDifference> Compare(SourceTree tree, PyProject root, TomlTable locked)
    {
        var projects = Projects(tree, root);
        var entries = locked.GetTables("package").Where(IsLocal).ToLookup(entry => PythonName.Normalise(entry.GetString("name")?.Value ?? ""), StringComparer.Ordinal);
        var differences = new List<LockDifference>();
        foreach (var (project, name) in projects)
        {
            var entry = entries[PythonName.Normalise(name.Value)].FirstOrDefault();
            if (entry is null)
                differences.Add(new LockDifference(name.At, $"is {name.Value}, which uv.lock does not have"));
            else
                differences.AddRange(new UvLockComparison(project, entry, name.Value).Differences());
        }

        return projects is [var only] && RequiresPython(only.Project, locked) is { } python ? differences.Append(python) : differences;
    }

    private static ImmutableArray<(PyProject Project, TomlString Name)> Projects(SourceTree tree, PyProject root)
    {
        var workspace = UvWorkspace.Of(root);
        var members = tree.Named(PyProject.FileName)
            .Where(manifest => manifest != root.Path && workspace?.Includes(SourceTree.DirectoryOf(manifest)) == true)
            .Select(manifest => PyProject.Read(tree, manifest))
            .Where(project => (project.Tool("uv")?.Find("managed") as TomlBoolean)?.Value != false);
        return
        [
            .. from project in members.Prepend(root)
               let name = project.Project?.GetString("name")
               where name is not null
               select (project, name),
        ];
    }

    // The widest range of one project alone: several are intersected.
    private static LockDifference? RequiresPython(PyProject project, TomlTable locked) =>
        project.Project!.GetString("requires-python") is { } required && locked.GetString("requires-python") is { } repeated
        && project.Tool("uv")?.Contains("dependency-groups") != true
        && Bounds(required.Value) is { } wanted && Bounds(repeated.Value) is { } found && wanted != found
            ? new LockDifference(required.At, $"requires Python {required.Value}, uv.lock is for {repeated.Value}")
            : null;

    // Other operators uv may write in another way, and final zeros mean nothing.
    private static string? Bounds(string specifier) =>
        UvRequirement.Normalised(specifier) is { Length: > 0 } clauses && clauses.Split(',').All(clause => clause[0] is '>' or '<')
            ? string.Join(',', clauses.Split(',').Select(WithoutZeros))
            : null;

    private static string WithoutZeros(string clause) => clause.EndsWith(".0", StringComparison.Ordinal) ? WithoutZeros(clause[..^2]) : clause;

    private static bool IsLocal(TomlTable entry) => entry.GetTable("source") is { } source && LocalSources.Any(source.Contains);
}
