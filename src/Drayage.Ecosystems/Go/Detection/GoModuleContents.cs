using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>What the source directories of a module hold. Of a library directory only one file's head is read.</summary>
internal sealed partial record GoModuleContents
{
    public required ImmutableArray<GoMainPackage> Mains { get; init; }

    /// <summary>True where other modules can import something: a package that is neither main nor internal.</summary>
    public required bool HasImportablePackages { get; init; }

    /// <summary>Versions declared outside main packages, in files named <c>version.go</c>.</summary>
    public required ImmutableArray<GoVersionDeclaration> Versions { get; init; }

    public static GoModuleContents Read(SourceTree tree, GoModule module)
    {
        var mains = ImmutableArray.CreateBuilder<GoMainPackage>();
        var versions = ImmutableArray.CreateBuilder<GoVersionDeclaration>();
        var importable = false;
        foreach (var (directory, files) in module.SourceDirectories)
        {
            var importPath = module.ImportPath(directory);
            var heads = Heads(tree, files);
            if (heads.Count == 0)
                continue;
            if (heads[0].PackageName == "main")
            {
                if (MainOf(tree, directory, importPath, heads, files) is { } main)
                    mains.Add(main);
                continue;
            }

            importable |= !importPath.Split('/').Contains("internal");
            if (VersionFile(files) is { } versionFile && GoVersionDeclaration.Find(tree.ReadText(versionFile), versionFile, importPath) is { } version)
                versions.Add(version);
        }

        return new GoModuleContents { Mains = mains.ToImmutable(), HasImportablePackages = importable, Versions = versions.ToImmutable() };
    }

    private static string? VersionFile(ImmutableArray<string> files) =>
        files.FirstOrDefault(path => SourceTree.FileName(path) is "version.go");

    /// <summary>
    /// The first file that every build takes in decides the package; only where each file is constrained do several count.
    /// Files marked <c>ignore</c> never do.
    /// </summary>
    private static List<GoSourceFile> Heads(SourceTree tree, ImmutableArray<string> files)
    {
        var constrained = new List<GoSourceFile>();
        // main.go and doc.go are the likeliest to be in every build.
        foreach (var path in files.OrderBy(path => SourceTree.FileName(path) is "main.go" or "doc.go" ? 0 : 1))
        {
            if (GoSourceFile.ReadHead(tree.FullPath(path), path) is not { IsIgnored: false } head)
                continue;
            if (head.Constraint is null)
                return [head];
            constrained.Add(head);
        }

        return constrained;
    }

    private static GoMainPackage? MainOf(SourceTree tree, string directory, string importPath, List<GoSourceFile> heads, ImmutableArray<string> files)
    {
        GoVersionDeclaration? version = null;
        GoSourceFile? entry = null;
        foreach (var path in files.OrderBy(path => path == heads[0].Path ? 0 : 1))
        {
            var text = tree.ReadText(path);
            if (GoSourceFile.Parse(text + '\n', path) is not { IsIgnored: false, PackageName: "main" } head)
                continue;
            version ??= GoVersionDeclaration.Find(text, path, "main");
            if ((entry is null || (entry.Constraint is not null && head.Constraint is null)) && MainFunction().IsMatch(text))
                entry = head;
        }

        return entry is null ? null : new GoMainPackage(directory, importPath, entry.Constraint, version);
    }

    [GeneratedRegex(@"^func[ \t]+main[ \t]*\([ \t]*\)", RegexOptions.Multiline)]
    private static partial Regex MainFunction();
}
