using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection.Versions;

/// <summary>Finds the version of a project by the rules of its backend.</summary>
internal static class VersionSources
{
    /// <param name="name">The distribution's name as spelt.</param>
    public static PackageVersion Of(SourceTree tree, PyProject project, string name)
    {
        if (project.Project?.GetString("version") is { } version)
            return new PackageVersion.Static(version.Value, version.At);
        if (project.Project is not null && !project.IsDynamic("version"))
            return new PackageVersion.None("[project] has neither version nor dynamic = [\"version\"]");
        return PythonBackends.Of(project) switch
        {
            PythonBackend.Setuptools => SetuptoolsVersion.Of(tree, project),
            PythonBackend.Hatchling => HatchVersion.Of(tree, project),
            PythonBackend.Poetry => Poetry(project),
            PythonBackend.Flit => FlitVersion.Of(tree, project, name),
            PythonBackend.Maturin => MaturinVersion.Of(tree, project),
            PythonBackend.ScikitBuildCore => ScikitBuildVersion.Of(tree, project),
            PythonBackend.Pdm => PdmVersion.Of(tree, project),
            PythonBackend.Meson => new PackageVersion.Dynamic("meson", null),
            _ => new PackageVersion.Dynamic(project.Backend?.Value ?? "build backend", project.Backend?.At),
        };
    }

    /// <summary>Poetry's own table holds the version, also where [project] calls it dynamic.</summary>
    private static PackageVersion Poetry(PyProject project)
    {
        var plugin = project.Tool("poetry-dynamic-versioning");
        if (plugin?.GetBoolean("enable")?.Value == true)
            return new PackageVersion.Dynamic("poetry-dynamic-versioning", plugin.At);
        return project.Tool("poetry")?.GetString("version") is { } version
            ? new PackageVersion.Static(version.Value, version.At)
            : new PackageVersion.None("[tool.poetry] has no version");
    }

    /// <summary>A version that a setting says is found in a file: static where it is seen there, otherwise dynamic by that provider.</summary>
    /// <param name="find">Gets the file's text and path.</param>
    public static PackageVersion InFile(SourceTree tree, PyProject project, TomlString file, string provider, Func<string, string, PythonText?> find) =>
        project.Resolve(file.Value) is { } path && tree.Contains(path) && find(tree.ReadText(path), path) is { } found
            ? new PackageVersion.Static(found.Value, found.At)
            : new PackageVersion.Dynamic(provider, file.At);

    /// <summary>A version that stands alone in a file.</summary>
    public static PythonText? WholeFile(string text, string path)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 || trimmed.Contains('\n')
            ? null
            : PythonText.Of(text, path, text.IndexOf(trimmed, StringComparison.Ordinal), trimmed.Length);
    }

    public static PackageVersion Dynamic(string provider, SourceLocation? at) => new PackageVersion.Dynamic(provider, at);
}
