using Drayage.Ecosystems.Python.Detection.Legacy;
using Drayage.Ecosystems.Python.Detection.Versions;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>What looks like an accident in projects that may ship.</summary>
internal sealed class PythonChecks(SourceTree tree, IReadOnlyList<PythonProject> projects, IReadOnlyList<Package> packages)
{
    /// <summary>Providers that read a file, so that a dynamic version means the file did not give one.</summary>
    private static readonly HashSet<string> FileProviders = ["hatch pattern", "setuptools file", "pdm file", "scikit_build_core.metadata.regex"];

    public IEnumerable<CatalogWarning> Check()
    {
        var byName = packages.ToLookup(package => PythonName.Normalise(package.Name), StringComparer.Ordinal);
        for (var i = 0; i < projects.Count; i++)
        {
            var (project, package) = (projects[i], packages[i]);
            foreach (var warning in Version(project).Concat(package.Publishability.IsPublishable ? Publishable(project, package, byName) : []))
                yield return warning;
        }

        foreach (var same in projects.Where((_, i) => packages[i].Role == PackageRole.Product).GroupBy(project => PythonName.Normalise(project.Name.Value), StringComparer.Ordinal))
        {
            foreach (var later in same.Skip(1))
                yield return PythonWarnings.DuplicateName(later, same.First());
        }
    }

    private IEnumerable<CatalogWarning> Version(PythonProject project)
    {
        switch (project.Version)
        {
            case PackageVersion.None none when project.PyProject?.BuildSystem is not null:
                yield return PythonWarnings.NoVersion(project, none.Reason);
                break;
            case PackageVersion.Dynamic missing when FileProviders.Contains(missing.Provider):
                yield return PythonWarnings.VersionSourceMissing(project, missing);
                break;
            case PackageVersion.Static version:
                foreach (var warning in Static(project, version))
                    yield return warning;
                break;
            default:
                break;
        }
    }

    private IEnumerable<CatalogWarning> Static(PythonProject project, PackageVersion.Static version)
    {
        // Cargo's manifest has Cargo's spelling, which maturin translates.
        if (SourceTree.FileName(version.At.Path) != "Cargo.toml")
        {
            if (!Pep440Version.TryParse(version.Spelling, out var parsed))
                yield return PythonWarnings.NotPep440(project, version.At);
            else if (!Pep440Version.IsCanonical(version.Spelling))
                yield return PythonWarnings.NotCanonical(project, parsed.ToString(), version.At);
        }

        if (OtherStatement(project, version) is { } other)
            yield return PythonWarnings.Disagreement(project, other);
    }

    /// <summary>Another version of the same thing: the crate's under maturin, that of <c>setup.py</c>, or <c>__version__</c> of the package.</summary>
    private PythonText? OtherStatement(PythonProject project, PackageVersion.Static version)
    {
        if (!Pep440Version.TryParse(version.Spelling, out var own))
            return null;
        if (project is { Backend: PythonBackend.Maturin, PyProject: { } manifest } && PythonText.Of(MaturinVersion.InCrate(tree, manifest)) is { } crate)
        {
            var same = SemanticVersion.TryParse(crate.Value, out var semantic) && VersionMap.SameRelease(version.Spelling, NativeSpelling.Pep440, new ReleaseVersion.Semantic(semantic));
            return same || crate.At == version.At ? null : crate;
        }

        return ((PythonText?[])[ScriptVersion(project), ModuleVersion(project)]).FirstOrDefault(other =>
            other is not null && other.At != version.At && !(Pep440Version.TryParse(other.Value, out var spelt) && spelt == own));
    }

    /// <summary>setuptools silently prefers <c>[project]</c>.</summary>
    private PythonText? ScriptVersion(PythonProject project) =>
        project is { Backend: PythonBackend.Setuptools, PyProject.Project: not null } && SourceTree.Join(project.Directory, SetupScript.FileName) is { } path && tree.Contains(path)
            ? SetupScript.Parse(tree.ReadText(path), path)?.Text("version")
            : null;

    private PythonText? ModuleVersion(PythonProject project)
    {
        var name = PythonName.ImportName(project.Name.Value);
        foreach (var file in new[] { $"{name}/__init__.py", $"src/{name}/__init__.py", $"{name}/version.py", $"{name}/_version.py" })
        {
            if (SourceTree.Join(project.Directory, file) is { } path && tree.Contains(path) && PythonAssignment.Find(tree.ReadText(path), path, "__version__") is { } found)
                return found;
        }

        return null;
    }

    private static IEnumerable<CatalogWarning> Publishable(PythonProject project, Package package, ILookup<string, Package> byName)
    {
        // A setup.py or a [build-system] says that somebody thought of packaging it.
        if (package.Role is not (PackageRole.Product or PackageRole.Vendored) && project.PyProject is not { BuildSystem: null })
            yield return PythonWarnings.AccidentallyPublishable(package, project);
        foreach (var dependency in package.Dependencies.Where(dependency => dependency.OrdersPublishing))
        {
            if (!byName[PythonName.Normalise(dependency.Name)].Any(other => other.Publishability.IsPublishable))
                yield return PythonWarnings.DependsOnUnpublishable(package, dependency);
        }
    }
}
