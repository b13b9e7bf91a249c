using System.Collections.Immutable;
using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Detection;

/// <summary>Finds .NET projects by evaluating their MSBuild properties, without MSBuild.</summary>
public sealed class DotNetDetector : IDetector
{
    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj"];

    public string Ecosystem => EcosystemName.DotNet;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var paths = tree.Files.Where(path => Extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))).ToList();
        if (paths.Count == 0)
            return DetectedPackages.Nothing;

        var xml = new ProjectXml(tree);
        var projects = new List<DotNetProject>();
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (DotNetProject.Read(xml, path) is { } project)
                projects.Add(project);
        }

        var solutions = new SolutionFiles(xml);
        var dependencies = new DotNetDependencies(projects);
        var packages = ImmutableArray.CreateBuilder<Package>(projects.Count);
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        foreach (var project in projects)
        {
            var package = Describe(project, dependencies) with { Facts = DotNetFacts.Of(project, solutions.Listing(project.Path)) };
            packages.Add(package);
            warnings.AddRange(DotNetWarnings.Of(project, package, dependencies));
        }

        warnings.AddRange(xml.Faults.Select(fault => new CatalogWarning(
            "unreadable-manifest",
            $"{fault.Key} cannot be read: {fault.Value.Message}",
            new SourceLocation(fault.Key, fault.Value.LineNumber, fault.Value.LinePosition),
            null)));
        return new DetectedPackages(packages.DrainToImmutable(), warnings.DrainToImmutable());
    }

    private static Package Describe(DotNetProject project, DotNetDependencies dependencies)
    {
        var publishability = DotNetPublishability.Of(project);
        return new Package
        {
            Ecosystem = EcosystemName.DotNet,
            Name = project.Name,
            Directory = SourceTree.DirectoryOf(project.Path),
            Manifest = project.Path,
            Version = DotNetVersion.Of(project),
            Publishability = publishability,
            Role = project.Role,
            About = new PackageAbout(Stated(project, "Description"), Stated(project, "PackageLicenseExpression"), Stated(project, "PackageProjectUrl")),
            Products = [.. Products(project, publishability.IsPublishable)],
            Dependencies = dependencies.Of(project),
        };
    }

    // What the SDK puts in the place of a missing value says nothing.
    private static string? Stated(DotNetProject project, string property) =>
        project[property] is { IsKnown: true, At: not null, Text: { Length: > 0 } text } ? text.Trim() : null;

    private static IEnumerable<Product> Products(DotNetProject project, bool isPacked)
    {
        if (isPacked && project.IsTool)
            yield return new Product(ProductKind.DotNetTool, project["ToolCommandName"].Text);
        if (isPacked)
            yield return new Product(ProductKind.NuGetPackage, project.Name);
        // Neither dotnet pack nor dotnet publish takes a project of the old style.
        if (project.IsProgram && project.IsSdkStyle)
            yield return new Product(ProductKind.Binary, project.AssemblyName);
        else if (!project.IsProgram)
            yield return new Product(ProductKind.Library, project.AssemblyName);
    }
}
