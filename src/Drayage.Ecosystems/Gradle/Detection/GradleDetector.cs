using System.Collections.Immutable;
using Drayage.Ecosystems.Gradle.Detection.Scripts;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>
/// Finds Gradle projects by reading settings and build scripts, Groovy and Kotlin alike. Gradle itself is not run: what a
/// script computes is reported as unknown.
/// </summary>
public sealed class GradleDetector : IDetector
{
    public string Ecosystem => EcosystemName.Gradle;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var settings = SettingsScript.FileNames.SelectMany(name => tree.Named(name))
            .GroupBy(SourceTree.DirectoryOf, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var scripts = tree.Named("build.gradle").Concat(tree.Named("build.gradle.kts")).ToList();
        if (settings.Count == 0 && scripts.Count == 0)
            return DetectedPackages.Nothing;

        var conventions = new ConventionPlugins(tree);
        // A class behind a plugin id is named in the build script of its own build, which may be read after its users'.
        foreach (var script in scripts.Where(path => path.Contains("buildSrc/", StringComparison.Ordinal) || path.Contains("build-logic", StringComparison.Ordinal)))
            conventions.AddDeclared(Script.Parse(script, tree.ReadText(script)));

        var packages = ImmutableArray.CreateBuilder<Package>();
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        var covered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (directory, path) in settings.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(tree, directory, SettingsScript.Read(tree, path), conventions, covered, packages, warnings);
        }

        foreach (var directory in scripts.Select(SourceTree.DirectoryOf).Where(directory => !covered.Contains(directory)).Order(StringComparer.Ordinal).ToList())
            Add(tree, directory, settings: null, conventions, covered, packages, warnings);
        return new DetectedPackages(packages.DrainToImmutable(), warnings.DrainToImmutable());
    }

    private static void Add(
        SourceTree tree,
        string directory,
        SettingsScript? settings,
        ConventionPlugins conventions,
        HashSet<string> covered,
        ImmutableArray<Package>.Builder packages,
        ImmutableArray<CatalogWarning>.Builder warnings)
    {
        try
        {
            var build = new GradleBuild(tree, directory, settings, conventions);
            var listed = new GradlePackages(build);
            var found = build.Projects.Where(project => project.BuildFile is not null || (project.IncludedAt is not null && project.Plugins.Count > 0))
                .Where(project => covered.Add(project.Directory))
                .Select(listed.Describe).ToList();
            packages.AddRange(found);
            warnings.AddRange(GradleWarnings.OfSettings(build));
            warnings.AddRange(GradleWarnings.OfPackages(found));
        }
        catch (ReleaseException error)
        {
            warnings.Add(new CatalogWarning("unreadable-manifest", $"the Gradle build in {(directory.Length == 0 ? "the repository's root" : directory)} cannot be read: {error.Message}", At: null, error.Because));
        }
    }
}
