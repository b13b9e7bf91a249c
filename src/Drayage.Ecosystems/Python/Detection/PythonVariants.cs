using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>Manifests such as <c>pyproject_cpu.toml</c>, which are renamed to <c>pyproject.toml</c> before a build for other hardware.</summary>
internal static class PythonVariants
{
    /// <summary>The variants by directory, in path order.</summary>
    public static ILookup<string, string> Find(SourceTree tree) => tree.Ending(".toml")
        .Where(path => SourceTree.FileName(path) is var name
            && (name.StartsWith("pyproject_", StringComparison.Ordinal) || name.StartsWith("pyproject-", StringComparison.Ordinal)))
        .ToLookup(SourceTree.DirectoryOf, StringComparer.Ordinal);

    /// <summary>What a variant calls itself, and a warning where that is not the main manifest's name or version.</summary>
    public static PackageFact? Describe(SourceTree tree, string path, PythonProject main, ICollection<CatalogWarning> warnings)
    {
        try
        {
            var project = PyProject.Read(tree, path).Project;
            if (project?.GetString("name") is not { } name)
                return null;
            var version = project.GetString("version");
            if (PythonName.Normalise(name.Value) != PythonName.Normalise(main.Name.Value))
                warnings.Add(PythonWarnings.VariantName(main, path, name));
            if (version is not null && main.Version.Text is { } text && text != version.Value)
                warnings.Add(PythonWarnings.VariantVersion(main, path, version));
            return new PackageFact("variant", $"{SourceTree.FileName(path)}: {name.Value}{(version is null ? "" : " " + version.Value)}", name.At);
        }
        catch (ReleaseException e)
        {
            warnings.Add(CatalogWarning.Unreadable(path, e));
            return null;
        }
    }
}
