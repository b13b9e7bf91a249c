using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>Finds crates as <c>cargo metadata</c> lists them, over every workspace of the repository, without running cargo.</summary>
public sealed class CargoDetector : IDetector
{
    public string Ecosystem => EcosystemName.Cargo;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        var manifests = CargoManifests.Read(tree, warnings, cancellationToken);
        if (manifests.Count == 0)
            return new DetectedPackages([], warnings.ToImmutable());

        var membership = new CargoMembership(manifests, CargoManifests.DirectoriesOf(tree), warnings);
        var reader = new CargoPackageReader(tree, manifests, membership, warnings);
        var packages = new List<CargoPackage>();
        foreach (var manifest in manifests.Values.Where(manifest => manifest.Package is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (CargoManifests.Attempt(manifest.Path, () => reader.Read(manifest), warnings) is { } package)
                packages.Add(package);
        }

        warnings.AddRange(new CargoWorkspaceChecks(manifests.Values, membership).Check());
        warnings.AddRange(new CargoPackageChecks(packages, manifests).Check());
        warnings.AddRange(new CargoCycles(packages).Check());
        return new DetectedPackages([.. packages.Select(package => package.Package)], warnings.ToImmutable());
    }
}
