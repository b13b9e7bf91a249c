using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.DotNet.Versions;

/// <summary>Where packages' versions stand beside their projects: in central requirements and in lock files.</summary>
internal sealed class DotNetVersions : IVersionedFiles
{
    public VersionedFiles Read(SourceTree tree, Catalog catalog)
    {
        var projects = catalog.Packages.Where(package => package.Ecosystem == EcosystemName.DotNet).ToLookup(package => package.Name, StringComparer.OrdinalIgnoreCase);
        return new VersionedFiles(
            [.. CentralRequirements.Read(tree, projects), .. NuGetLocks.Read(tree, projects)],
            [.. NuGetLocks.In(tree, catalog, CentralRequirements.FilesOf(tree))]);
    }
}
