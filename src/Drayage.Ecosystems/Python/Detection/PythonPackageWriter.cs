using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>Turns projects into the catalog's terms.</summary>
/// <param name="projects">All projects of the repository.</param>
internal sealed class PythonPackageWriter(IReadOnlyCollection<PythonProject> projects, IReadOnlyCollection<UvWorkspace> workspaces, bool hasUvLock)
{
    private readonly ILookup<string, PythonProject> byName = projects.ToLookup(project => PythonName.Normalise(project.Name.Value), StringComparer.Ordinal);

    public Package Write(PythonProject project, IEnumerable<PackageFact> variants)
    {
        var workspace = workspaces.FirstOrDefault(workspace => workspace.Includes(project.Directory));
        var isManagedByUv = hasUvLock || workspace is not null || project.PyProject?.Tool("uv") is not null;
        return new Package
        {
            Ecosystem = EcosystemName.Python,
            Name = project.Name.Value,
            Directory = project.Directory,
            Manifest = project.Manifest,
            Version = project.Version,
            Publishability = PythonPublishability.Of(project, isManagedByUv),
            Role = PythonRoles.Of(project),
            About = project.About,
            Carries = project.Crate is { } crate ? [crate] : [],
            Products = PythonPublishability.NotPackaged(project, isManagedByUv) is null
                ? [new Product(ProductKind.Wheel, project.Name.Value), new Product(ProductKind.SourceDistribution, project.Name.Value)]
                : [],
            Facts = [.. PythonFacts.Of(project, workspace), .. variants],
            Dependencies = [.. Dependencies(project)],
        };
    }

    private IEnumerable<LocalDependency> Dependencies(PythonProject project)
    {
        foreach (var (text, kind) in project.Requirements)
        {
            if (PythonRequirement.Parse(text.Value) is { } requirement
                && byName[PythonName.Normalise(requirement.Name)].FirstOrDefault() is { } other && other.Directory != project.Directory)
            {
                // The index never looks at development dependencies, whatever they require.
                yield return new LocalDependency(other.Name.Value, requirement.Specifier, text.At) { Kind = kind, OrdersPublishing = kind != LocalDependencyKind.Development };
            }
        }
    }
}
