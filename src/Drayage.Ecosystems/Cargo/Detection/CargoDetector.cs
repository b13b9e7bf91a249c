using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>Finds crates as <c>cargo metadata</c> lists them, over every workspace of the repository, without running cargo.</summary>
public sealed class CargoDetector : IDetector
{
    private const string ManifestName = "Cargo.toml";

    public string Ecosystem => EcosystemName.Cargo;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        var manifests = ReadManifests(tree, warnings, cancellationToken);
        if (manifests.Count == 0)
            return new DetectedPackages([], warnings.ToImmutable());

        var membership = new CargoMembership(manifests, Directories(tree), warnings);
        var reader = new CargoPackageReader(tree, manifests, membership, warnings);
        var packages = new List<CargoPackage>();
        foreach (var manifest in manifests.Values.Where(manifest => manifest.Package is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Attempt(manifest.Path, () => reader.Read(manifest), warnings) is { } package)
                packages.Add(package);
        }

        warnings.AddRange(new CargoWorkspaceChecks(manifests.Values, membership).Check());
        warnings.AddRange(new CargoPackageChecks(packages, manifests).Check());
        warnings.AddRange(new CargoCycles(packages).Check());
        return new DetectedPackages([.. packages.Select(package => package.Package)], warnings.ToImmutable());
    }

    private static SortedDictionary<string, CargoManifest> ReadManifests(
        SourceTree tree, ImmutableArray<CatalogWarning>.Builder warnings, CancellationToken cancellationToken)
    {
        var manifests = new SortedDictionary<string, CargoManifest>(StringComparer.Ordinal);
        foreach (var path in tree.Named(ManifestName))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Attempt(path, () => CargoManifest.Read(tree, path), warnings) is { } manifest)
                manifests.Add(manifest.Directory, manifest);
        }

        return manifests;
    }

    private static T? Attempt<T>(string path, Func<T> read, ImmutableArray<CatalogWarning>.Builder warnings)
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

    /// <summary>Every directory that a tracked file makes necessary.</summary>
    private static HashSet<string> Directories(SourceTree tree)
    {
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in tree.Files)
        {
            for (var directory = SourceTree.DirectoryOf(path); directory.Length > 0 && directories.Add(directory);)
                directory = SourceTree.DirectoryOf(directory);
        }

        return directories;
    }
}
