using System.Globalization;
using Drayage.Formats.Toml;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>What a project says besides: backend, Python versions, extras, commands, build hooks.</summary>
internal static class PythonFacts
{
    public static IEnumerable<PackageFact> Of(PythonProject project, UvWorkspace? workspace)
    {
        yield return new PackageFact("backend", PythonBackends.NameOf(project), project.PyProject?.Backend?.At);
        if (project.RequiresPython is { } python)
            yield return new PackageFact("requires-python", python.Value, python.At);
        if (PythonBackends.BuildsNativeCode(project))
            yield return new PackageFact("native-code", "true");
        if (workspace is not null)
            yield return new PackageFact("workspace", workspace.RootPath);
        foreach (var extra in project.Extras)
            yield return new PackageFact("extra", extra.Value, extra.At);
        foreach (var script in project.Scripts)
            yield return new PackageFact("script", script.Value, script.At);
        foreach (var fact in project.PyProject is { } manifest ? BuildHooks(manifest).Concat(Scm(manifest)) : [])
            yield return fact;
    }

    private static IEnumerable<PackageFact> BuildHooks(PyProject project)
    {
        var build = project.Tool("hatch")?.GetTable("build");
        var targets = build?.GetTable("targets")?.Entries.Select(entry => (entry.Value as TomlTable)?.GetTable("hooks")) ?? [];
        return from hooks in targets.Prepend(build?.GetTable("hooks"))
               where hooks is not null
               from hook in hooks.Entries
               select new PackageFact("build-hook", hook.Key, hook.KeyAt);
    }

    /// <summary>Settings of setuptools-scm and hatch-vcs that change what version a tag gives.</summary>
    private static IEnumerable<PackageFact> Scm(PyProject project)
    {
        var table = project.Tool("setuptools_scm") ?? project.Tool("setuptools-scm");
        foreach (var entry in table?.Entries ?? [])
        {
            if (Scalar(entry.Value) is { } text)
                yield return new PackageFact($"setuptools-scm.{entry.Key}", text, entry.Value.At);
        }
    }

    private static string? Scalar(TomlValue value) => value switch
    {
        TomlString text => text.Value,
        TomlBoolean flag => flag.Value ? "true" : "false",
        TomlInteger number => number.Value.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
