using Drayage.Ecosystems.Python.Distributions;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection.Versions;

/// <summary>setuptools: <c>attr:</c>, <c>file:</c> and setuptools-scm (setuptools.pypa.io, "Dynamic Metadata").</summary>
internal static class SetuptoolsVersion
{
    public const string Scm = "setuptools-scm";

    public static PackageVersion Of(SourceTree tree, PyProject project)
    {
        if (project.Tool("setuptools")?.Find("dynamic", "version") is TomlTable dynamic)
        {
            if (dynamic.GetString("attr") is { } attribute)
                return Attribute(tree, project.Directory, attribute.Value, attribute.At, PackageRoot(project));
            if ((dynamic.Find("file") as TomlString ?? (dynamic.Find("file") as TomlArray)?.Items.OfType<TomlString>().FirstOrDefault()) is { } file)
                return VersionSources.InFile(tree, project, file, "setuptools file", VersionSources.WholeFile);
        }

        return ScmPlace(project) is { } place
            ? VersionSources.Dynamic(Scm, place)
            : VersionSources.Dynamic("setup.py", project.Project?.KeyAt("dynamic"));
    }

    /// <summary>Where setuptools-scm is set up: its table, else the build requirement; null where it is not.</summary>
    public static SourceLocation? ScmPlace(PyProject project)
    {
        var table = project.Tool("setuptools_scm") ?? project.Tool("setuptools-scm");
        return table?.At ?? project.BuildRequirements
            .FirstOrDefault(requirement => PythonRequirement.Parse(requirement.Value) is { } parsed && PythonName.Normalise(parsed.Name) == Scm)?.At;
    }

    /// <summary>A dotted name such as <c>package.module.__version__</c>, looked up as files; setuptools too prefers not to import.</summary>
    public static PackageVersion Attribute(SourceTree tree, string directory, string dotted, SourceLocation at, string? packageRoot)
    {
        var split = dotted.LastIndexOf('.');
        var module = split < 0 ? "" : dotted[..split].Replace('.', '/');
        foreach (var root in new[] { packageRoot, "", "src" }.OfType<string>().Distinct())
        {
            var stem = SourceTree.Join(directory, $"{root}/{module}");
            foreach (var path in new[] { $"{stem}.py", $"{stem}/__init__.py" }.Select(path => path.TrimStart('/')).Where(tree.Contains))
            {
                if (PythonAssignment.Find(tree.ReadText(path), path, dotted[(split + 1)..]) is { } found)
                    return new PackageVersion.Static(found.Value, found.At);
            }
        }

        return VersionSources.Dynamic($"attr: {dotted}", at);
    }

    private static string? PackageRoot(PyProject project) =>
        (project.Tool("setuptools")?.Find("package-dir", "") as TomlString)?.Value
        ?? (project.Tool("setuptools")?.Find("packages", "find", "where") as TomlArray)?.Items.OfType<TomlString>().FirstOrDefault()?.Value;
}
