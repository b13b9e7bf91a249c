using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>The warnings of Python detection, each in one place so that codes and wording stay stable.</summary>
internal static class PythonWarnings
{
    public static CatalogWarning NotPep440(PythonProject project, SourceLocation at) => new(
        "version-not-pep440",
        $"{project.Name.Value}: '{project.Version.Text}' is not a version by PEP 440",
        at,
        "write for instance 1.2.3, 1.2.3rc1 or 1.2.3.dev4");

    public static CatalogWarning NotCanonical(PythonProject project, string canonical, SourceLocation at) => new(
        "version-not-canonical",
        $"{project.Name.Value}: '{project.Version.Text}' is legal but not canonical; files and indexes will say {canonical}",
        at,
        $"write {canonical}");

    public static CatalogWarning NoVersion(PythonProject project, string reason) => new(
        "version-missing",
        $"{project.Name.Value} cannot be built: {reason}",
        project.Name.At,
        "set project.version, or list it in project.dynamic and set up the backend's source");

    public static CatalogWarning VersionSourceMissing(PythonProject project, PackageVersion.Dynamic version) => new(
        "version-source-missing",
        $"{project.Name.Value} takes its version from a file, where none was found ({version.Provider})",
        version.At,
        "correct the path or the pattern");

    public static CatalogWarning Disagreement(PythonProject project, PythonText other) => new(
        "version-disagreement",
        $"{project.Name.Value} is {project.Version.Text} in {project.Version.Location} but {other.Value} in {other.At}",
        other.At,
        "give both one version, or let one be read from the other");

    public static CatalogWarning AccidentallyPublishable(Package package, PythonProject project)
    {
        var role = package.Role.ToString().ToLowerInvariant();
        return new CatalogWarning(
            $"{role}-package-publishable",
            $"{package.Name} could be uploaded to an index, but stands among the {role}s",
            project.Name.At,
            $"add the classifier \"Private :: Do Not Upload\" to {package.Manifest}");
    }

    public static CatalogWarning DependsOnUnpublishable(Package package, LocalDependency dependency) => new(
        "dependency-not-publishable",
        $"{package.Name} is publishable but depends on {dependency.Name}, which is not",
        dependency.At,
        $"let {dependency.Name} be published, or mark {package.Name} as private too");

    public static CatalogWarning DuplicateName(PythonProject project, PythonProject first) => new(
        "duplicate-package-name",
        $"two distributions are named {project.Name.Value}: {first.Manifest} and {project.Manifest}",
        project.Name.At,
        "rename one of them; an index knows one project of that name");

    public static CatalogWarning VariantName(PythonProject main, string path, TomlString name) => new(
        "variant-name-differs",
        $"{path} builds {name.Value}, while {main.Manifest} beside it builds {main.Name.Value}",
        name.At,
        "make it a component of its own if both ship, else give both one name");

    public static CatalogWarning VariantVersion(PythonProject main, string path, TomlString version) => new(
        "variant-version-differs",
        $"{path} says version {version.Value}, {main.Manifest} beside it {main.Version.Text}",
        version.At,
        "give both one version");

    public static CatalogWarning MissingMember(UvWorkspace workspace, TomlString member) => new(
        "workspace-pattern-unmatched",
        $"the member '{member.Value}' of the workspace {workspace.RootPath} matches no project",
        member.At,
        "remove it, or correct the directory it names");
}
