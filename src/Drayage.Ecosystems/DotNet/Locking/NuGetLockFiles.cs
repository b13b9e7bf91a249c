using System.Collections.Immutable;
using System.Text;
using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Formats.Json;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.DotNet.Locking;

/// <summary><c>packages.lock.json</c> against the project beside it, as <c>dotnet restore --locked-mode</c> compares them.</summary>
internal sealed class NuGetLockFiles : ILockFiles
{
    private const string FileName = "packages.lock.json";

    public ImmutableArray<ComparedLock> Compare(SourceTree tree, Catalog catalog, CancellationToken cancellationToken)
    {
        var xml = new ProjectXml(tree);
        var packages = new ReferencedPackages(xml);
        var compared = ImmutableArray.CreateBuilder<ComparedLock>();
        foreach (var path in LockPlaces.Of(tree, catalog, EcosystemName.DotNet, FileName))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var directory = SourceTree.DirectoryOf(path);
            var projects = catalog.Packages.Where(package => package.Ecosystem == EcosystemName.DotNet && package.Directory == directory).ToArray();
            // Of several projects in one directory, each has a file of another name.
            if (projects is not [var project] || Read(tree, path) is not { } locked)
                continue;
            if (ProjectEvaluation.Run(xml, project.Manifest, RestoredPackages.None) is { } evaluation && evaluation.Properties.IsEmpty("NuGetLockFilePath"))
                compared.Add(new ComparedLock(path, $"dotnet restore --force-evaluate {project.Manifest}", [.. new NuGetLockComparison(xml, packages, project.Manifest, evaluation, locked).Differences()]));
        }

        return compared.DrainToImmutable();
    }

    private static JsonItem? Read(SourceTree tree, string path)
    {
        try
        {
            return JsonText.Parse(path, Encoding.UTF8.GetBytes(tree.ReadText(path)))["dependencies"];
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }
}
