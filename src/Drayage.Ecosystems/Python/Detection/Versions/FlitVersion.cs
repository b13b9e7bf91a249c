using Drayage.Formats.Toml;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection.Versions;

/// <summary>flit_core: <c>__version__</c> of the module (flit.pypa.io/en/stable/pyproject_toml.html).</summary>
internal static class FlitVersion
{
    public static PackageVersion Of(SourceTree tree, PyProject project, string name)
    {
        var declared = (project.Tool("flit")?.Find("module", "name") ?? project.Tool("flit")?.Find("metadata", "module")) as TomlString;
        var module = (declared?.Value ?? name.Replace('-', '_')).Replace('.', '/');
        foreach (var candidate in new[] { $"{module}/__init__.py", $"src/{module}/__init__.py", $"{module}.py", $"src/{module}.py" })
        {
            if (project.Resolve(candidate) is { } path && tree.Contains(path) && PythonAssignment.Find(tree.ReadText(path), path, "__version__") is { } found)
                return new PackageVersion.Static(found.Value, found.At);
        }

        return VersionSources.Dynamic($"{module.Replace('/', '.')}.__version__", declared?.At);
    }
}
