using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.Cargo.Versions;

/// <summary>Where crates' versions stand beside their manifests: in lock files, and in what workspaces offer to be inherited.</summary>
internal sealed class CargoVersions : IVersionedFiles
{
    public VersionedFiles Read(SourceTree tree, Catalog catalog) =>
        new([.. CargoLocks.Read(tree, catalog), .. OfferedRequirements.Read(tree, catalog)], []);
}
