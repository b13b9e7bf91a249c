using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>
/// Finds Go modules, their main packages and workspaces. As the go command does, it passes over <c>testdata</c>,
/// <c>vendor</c> and directories that begin with <c>_</c> or <c>.</c>.
/// </summary>
public sealed class GoDetector : IDetector
{
    public string Ecosystem => EcosystemName.Go;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        var modules = GoModuleFinder.Find(tree, warnings);
        if (modules.IsEmpty)
            return new DetectedPackages([], warnings.ToImmutable());

        var workspaces = Workspaces(tree, warnings);
        var packages = ImmutableArray.CreateBuilder<Package>(modules.Length);
        var contents = ReadContents(tree, modules, cancellationToken);
        for (var i = 0; i < modules.Length; i++)
        {
            packages.Add(new GoPackageWriter(modules[i], contents[i], modules, workspaces).Write());
            warnings.AddRange(GoModuleChecks.Check(modules[i], contents[i], modules));
        }

        warnings.AddRange(MissingWorkspaceModules(tree, workspaces));
        return new DetectedPackages(packages.ToImmutable(), warnings.ToImmutable());
    }

    private static GoModuleContents[] ReadContents(SourceTree tree, ImmutableArray<GoModule> modules, CancellationToken cancellationToken)
    {
        var contents = new GoModuleContents[modules.Length];
        Parallel.For(
            0,
            modules.Length,
            new ParallelOptions { CancellationToken = cancellationToken },
            i => contents[i] = GoModuleContents.Read(tree, modules[i]));
        return contents;
    }

    private static ImmutableArray<GoWorkFile> Workspaces(SourceTree tree, ImmutableArray<CatalogWarning>.Builder warnings)
    {
        var workspaces = ImmutableArray.CreateBuilder<GoWorkFile>();
        foreach (var path in tree.Named("go.work"))
        {
            try
            {
                workspaces.Add(GoWorkFile.Parse(tree.ReadText(path), path));
            }
            catch (ReleaseException e)
            {
                warnings.Add(CatalogWarning.Unreadable(path, e));
            }
        }

        return workspaces.ToImmutable();
    }

    private static IEnumerable<CatalogWarning> MissingWorkspaceModules(SourceTree tree, ImmutableArray<GoWorkFile> workspaces) =>
        from work in workspaces
        from use in work.Uses
        let directory = work.DirectoryOf(use)
        where directory is not null && !tree.Contains(directory.Length == 0 ? "go.mod" : directory + "/go.mod")
        select GoWarnings.MissingWorkspaceModule(work, use);
}
