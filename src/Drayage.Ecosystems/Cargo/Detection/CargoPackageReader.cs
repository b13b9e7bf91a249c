using System.Collections.Immutable;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>Turns a manifest with a <c>[package]</c> into the catalog's terms.</summary>
internal sealed class CargoPackageReader(SourceTree tree, IReadOnlyDictionary<string, CargoManifest> manifests, CargoMembership membership, ICollection<CatalogWarning> warnings)
{
    /// <exception cref="ReleaseException">A value of the manifest is of the wrong kind.</exception>
    public CargoPackage Read(CargoManifest manifest)
    {
        var workspace = membership.WorkspaceOf(manifest);
        var fields = new CargoFields(manifest, workspace, warnings);
        var version = VersionOf(fields);
        var edition = fields.GetString("edition")?.Value ?? "2015";
        var targetFinder = new CargoTargets(tree, manifest, edition);
        var targets = targetFinder.Find();
        var dependencies = Dependencies(manifest, workspace);
        // Examples and tests alone are enough for cargo.
        var isEmpty = targets.IsEmpty && !targetFinder.HasOthers();
        var publishability = isEmpty ? new Publishability(false, "it has no target")
            : workspace is not null && workspace.Root != manifest && !membership.IsMember(workspace, manifest)
                ? new Publishability(false, $"cargo refuses it: {workspace.Root.Path} does not list it", manifest.Name!.At)
                : CargoPublishability.Of(fields);
        if (isEmpty)
            warnings.Add(CargoWarnings.NoTarget(manifest));
        var package = new Package
        {
            Ecosystem = EcosystemName.Cargo,
            Name = manifest.Name!.Value,
            Directory = manifest.Directory,
            Manifest = manifest.Path,
            Version = version,
            Publishability = publishability,
            Role = CargoRoles.Of(manifest),
            About = new PackageAbout(Text("description"), Text("license"), Text("homepage")),
            Products = [.. Products(manifest, targets, publishability)],
            Facts = [.. new CargoFacts(tree, manifest, workspace, membership, fields).Of(targets, dependencies)],
            Dependencies = [.. dependencies.Select(Local).OfType<LocalDependency>()],
        };
        return new CargoPackage(manifest, workspace, fields, package, dependencies);

        string? Text(string key) => (fields.Get(key) as TomlString)?.Value;
    }

    private static PackageVersion VersionOf(CargoFields fields)
    {
        if (fields.GetString("version") is not { } version)
            return new PackageVersion.None("no version is declared; cargo takes 0.0.0") { Assumed = "0.0.0" };
        return SemanticVersion.TryParse(version.Value, out _)
            ? new PackageVersion.Static(version.Value, version.At)
            : throw CargoManifest.Refusal($"'{version.Value}' is not a semantic version", version.At, "write MAJOR.MINOR.PATCH");
    }

    private ImmutableArray<CargoDependency> Dependencies(CargoManifest manifest, CargoWorkspace? workspace)
    {
        try
        {
            return [.. CargoDependency.Read(manifest, workspace)];
        }
        catch (ReleaseException e)
        {
            warnings.Add(CatalogWarning.Unreadable(manifest.Path, e));
            return [];
        }
    }

    private static IEnumerable<Product> Products(CargoManifest manifest, ImmutableArray<CargoTarget> targets, Publishability publishability)
    {
        if (publishability.IsPublishable)
            yield return new Product(ProductKind.Crate, manifest.Name!.Value);
        foreach (var target in targets)
        {
            if (target.IsBinary)
                yield return new Product(ProductKind.Binary, target.Name);
            else if (target.Kinds.Any(kind => kind is not ("cdylib" or "dylib")))
                yield return new Product(ProductKind.Library, target.Name);
            if (target.Kinds.Contains("cdylib"))
                yield return new Product(ProductKind.SharedLibrary, target.Name);
        }
    }

    private LocalDependency? Local(CargoDependency dependency) =>
        dependency.Directory is { } directory && manifests.TryGetValue(directory, out var other) && other.Name?.Value == dependency.Package
            ? new LocalDependency(dependency.Package, dependency.Requirement, dependency.At) { Kind = dependency.Kind }
            : null;
}
