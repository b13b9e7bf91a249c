using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Detection.Legacy;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>
/// Finds distributions described by <c>pyproject.toml</c>, <c>setup.cfg</c> or <c>setup.py</c>. A <c>pyproject.toml</c>
/// that only configures tools is none. No Python is run: what only running tells is a dynamic version.
/// </summary>
public sealed class PythonDetector : IDetector
{
    public string Ecosystem => EcosystemName.Python;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        var manifests = ReadManifests(tree, warnings, cancellationToken);
        var projects = ReadProjects(tree, manifests, warnings);
        var workspaces = manifests.Values.Select(UvWorkspace.Of).OfType<UvWorkspace>().ToList();
        var writer = new PythonPackageWriter(projects, workspaces, tree.Contains("uv.lock"));
        var variants = PythonVariants.Find(tree);
        var packages = projects
            .Select(project => writer.Write(project, variants[project.Directory].Select(path => PythonVariants.Describe(tree, path, project, warnings)).OfType<PackageFact>()))
            .ToImmutableArray();

        warnings.AddRange(new PythonChecks(tree, projects, packages).Check());
        warnings.AddRange(workspaces.SelectMany(workspace => workspace.Members
            .Where(member => !manifests.Keys.Any(directory => workspace.Matches(member, directory)))
            .Select(member => PythonWarnings.MissingMember(workspace, member))));
        return new DetectedPackages(packages, warnings.ToImmutable());
    }

    /// <summary>By directory.</summary>
    private static SortedDictionary<string, PyProject> ReadManifests(
        SourceTree tree, ImmutableArray<CatalogWarning>.Builder warnings, CancellationToken cancellationToken)
    {
        var manifests = new SortedDictionary<string, PyProject>(StringComparer.Ordinal);
        foreach (var path in tree.Named(PyProject.FileName))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Attempt(path, () => PyProject.Read(tree, path), warnings) is { } manifest)
                manifests.Add(manifest.Directory, manifest);
        }

        return manifests;
    }

    private static List<PythonProject> ReadProjects(
        SourceTree tree, SortedDictionary<string, PyProject> manifests, ImmutableArray<CatalogWarning>.Builder warnings)
    {
        var legacy = tree.Named(SetupScript.FileName).Concat(tree.Named(SetupCfg.FileName)).Select(SourceTree.DirectoryOf);
        var projects = new List<PythonProject>();
        foreach (var directory in manifests.Keys.Concat(legacy).Distinct().Order(StringComparer.Ordinal))
        {
            var manifest = manifests.GetValueOrDefault(directory);
            var path = manifest?.Path ?? SourceTree.Join(directory, SetupScript.FileName)!;
            if (Attempt(path, () => manifest is null ? LegacyProject.Read(tree, directory, null) : PythonProjectReader.Read(tree, manifest), warnings) is { } project)
                projects.Add(project);
        }

        return projects;
    }

    private static T? Attempt<T>(string path, Func<T?> read, ImmutableArray<CatalogWarning>.Builder warnings)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ReleaseException e)
        {
            warnings.Add(CatalogWarning.Unreadable(path, e));
            return null;
        }
    }
}
