using System.Collections.Immutable;
using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Detection;

/// <summary>Project references, and references to packages that the same repository makes.</summary>
internal sealed class DotNetDependencies
{
    private readonly Dictionary<string, DotNetProject> byPath;
    private readonly HashSet<string> packed;

    public DotNetDependencies(IReadOnlyCollection<DotNetProject> projects)
    {
        byPath = projects.ToDictionary(project => project.Path, StringComparer.OrdinalIgnoreCase);
        packed = projects.Where(project => DotNetPublishability.Of(project).IsPublishable).Select(project => project.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public ImmutableArray<LocalDependency> Of(DotNetProject project) =>
        [.. project.Evaluation.Items.Select(item => Dependency(project, item)).OfType<LocalDependency>()];

    /// <summary>The project that a project reference names, where the repository has it.</summary>
    public DotNetProject? Target(DotNetProject project, ProjectItem item) =>
        item.Type == "ProjectReference"
        && SourceTree.Join(SourceTree.DirectoryOf(project.Path), item.Include) is { } path
            ? byPath.GetValueOrDefault(path)
            : null;

    private LocalDependency? Dependency(DotNetProject project, ProjectItem item)
    {
        if (Target(project, item) is { } target)
            return new LocalDependency(target.Name, null, item.At) { Kind = KindOf(project, item) };
        if (item.Type != "PackageReference" || !packed.Contains(item.Include) || item.Include.Equals(project.Name, StringComparison.OrdinalIgnoreCase))
            return null;
        var (requirement, at) = item.Find("VersionOverride") ?? item.Find("Version") ?? (null, item.At);
        return new LocalDependency(item.Include, requirement, at) { Kind = KindOf(project, item) };
    }

    // What is not to flow to the package's users: NuGet leaves it out of the package's dependencies.
    private static LocalDependencyKind KindOf(DotNetProject project, ProjectItem item) =>
        project.Role == PackageRole.Test ? LocalDependencyKind.Development
        : item.Metadata("PrivateAssets")?.Equals("all", StringComparison.OrdinalIgnoreCase) == true
            || item.Metadata("ReferenceOutputAssembly")?.Equals("false", StringComparison.OrdinalIgnoreCase) == true
            ? LocalDependencyKind.Build
            : LocalDependencyKind.Runtime;
}
