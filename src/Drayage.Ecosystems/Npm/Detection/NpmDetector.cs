using System.Collections.Immutable;
using Drayage.Formats.Json;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>Finds npm packages: every <c>package.json</c> that declares one, and the workspaces of npm, pnpm, yarn and lerna.</summary>
public sealed class NpmDetector : IDetector
{
    public string Ecosystem => EcosystemName.Npm;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var paths = tree.Named(PackageJson.FileName);
        if (paths.IsEmpty)
            return DetectedPackages.Nothing;

        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        var manifests = new List<PackageJson>();
        var workspaces = new Dictionary<string, Workspace>(StringComparer.Ordinal);
        foreach (var path in paths.Where(path => !path.Split('/').Contains("node_modules")))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(tree, path, manifests, workspaces, warnings);
        }

        var dependencies = new NpmDependencies(manifests);
        var packages = ImmutableArray.CreateBuilder<Package>();
        foreach (var manifest in manifests)
        {
            var own = workspaces.GetValueOrDefault(manifest.Directory);
            var enclosing = workspaces.Values.FirstOrDefault(workspace => workspace.Includes(manifest.Directory));
            var package = Describe(tree, manifest, dependencies) with { Facts = NpmFacts.Of(manifest, own, enclosing) };
            packages.Add(package);
            if (package.Publishability.IsPublishable)
                warnings.AddRange(NpmWarnings.OfPublishable(package, manifest, own));
        }

        warnings.AddRange(workspaces.Values.SelectMany(workspace => NpmWarnings.OfWorkspace(workspace, manifests)));
        warnings.AddRange(NpmWarnings.OfDependencies(packages));
        return new DetectedPackages(packages.DrainToImmutable(), warnings.DrainToImmutable());
    }

    private static void Read(
        SourceTree tree,
        string path,
        List<PackageJson> manifests,
        Dictionary<string, Workspace> workspaces,
        ImmutableArray<CatalogWarning>.Builder warnings)
    {
        try
        {
            var manifest = PackageJson.Read(tree, path);
            if (!manifest.DeclaresPackage)
                return;
            manifests.Add(manifest);
            if (new WorkspaceReader(tree).Read(manifest) is { } workspace)
                workspaces.Add(manifest.Directory, workspace);
        }
        catch (JsonSyntaxException error)
        {
            warnings.Add(new CatalogWarning("unreadable-manifest", $"{error.At.Path} cannot be read: {error.Message}", error.At, null));
        }
    }

    private static Package Describe(SourceTree tree, PackageJson manifest, NpmDependencies dependencies)
    {
        var name = manifest.Name ?? FolderName(tree, manifest.Directory);
        return new Package
        {
            Ecosystem = EcosystemName.Npm,
            Name = name,
            Directory = manifest.Directory,
            Manifest = manifest.Path,
            Version = manifest.Version is { } version
                ? new PackageVersion.Static(version, manifest.Root["version"]!.At)
                : new PackageVersion.None("package.json has no version"),
            Publishability = NpmPublishability.Of(manifest),
            Role = RoleByPlace.Of(manifest.Directory),
            About = new PackageAbout(manifest.Root["description"]?.Text, manifest.Root["license"]?.Text, manifest.Root["homepage"]?.Text),
            Products = manifest.Name is null || manifest.Version is null ? [] : [new Product(ProductKind.NpmPackage, name)],
            Dependencies = dependencies.Of(manifest),
        };
    }

    // npm too calls an unnamed package like its folder.
    private static string FolderName(SourceTree tree, string directory) =>
        directory.Length > 0 ? SourceTree.FileName(directory) : Path.GetFileName(Path.TrimEndingDirectorySeparator(tree.Root));
}
