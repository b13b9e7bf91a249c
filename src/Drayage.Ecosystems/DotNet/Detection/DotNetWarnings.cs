using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.DotNet.Detection;

/// <summary>What in the projects of a repository looks like an accident.</summary>
internal static class DotNetWarnings
{
    public static IEnumerable<CatalogWarning> Of(DotNetProject project, Package package, DotNetDependencies dependencies)
    {
        if (!package.Publishability.IsPublishable)
            yield break;
        // A project that says so itself, in its own file, means it.
        if (package.Role is PackageRole.Test or PackageRole.Example or PackageRole.Benchmark && package.Publishability.At?.Path != project.Path)
        {
            var role = package.Role.ToString().ToLowerInvariant();
            yield return new CatalogWarning(
                $"{role}-project-packable",
                $"dotnet pack would make a package of {package.Name}, {Article(role)} project: {package.Publishability.Reason}{WhyTestSdkFails(project)}",
                package.Publishability.At ?? new Model.SourceLocation(project.Path, 1, 1),
                $"set <IsPackable>false</IsPackable> in {project.Path}, or for all of them in a Directory.Build.props beside them");
        }

        if (project.IsTool)
            yield break;
        foreach (var item in project.Evaluation.Items.Where(item => dependencies.Target(project, item) is { } target && Dangles(item, target)))
        {
            var target = dependencies.Target(project, item)!;
            yield return new CatalogWarning(
                "depends-on-unpublished",
                $"{package.Name} would be packed with a dependency on {target.Name}, which is not packed ({DotNetPublishability.Of(target).Reason})",
                item.At,
                "pack the referenced project as well, or add PrivateAssets=\"all\" to the reference and take its assembly into the package");
        }
    }

    private static bool Dangles(ProjectItem item, DotNetProject target) =>
        item.Metadata("PrivateAssets")?.Equals("all", StringComparison.OrdinalIgnoreCase) != true
        && item.Metadata("ReferenceOutputAssembly")?.Equals("false", StringComparison.OrdinalIgnoreCase) != true
        && item.Metadata("OutputItemType") is null
        && !DotNetPublishability.Of(target).IsPublishable;

    private static string WhyTestSdkFails(DotNetProject project) =>
        project.BeforeRestore is null && project.References(name => name.Equals(RestoredPackages.TestSdkName, StringComparison.OrdinalIgnoreCase))
            ? $", and {RestoredPackages.TestSdkName} does not change that in a project with TargetFrameworks"
            : "";

    private static string Article(string role) => role[0] is 'e' ? "an " + role : "a " + role;
}
