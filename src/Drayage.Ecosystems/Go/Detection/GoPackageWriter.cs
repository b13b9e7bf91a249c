using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>Turns a module into the catalog's terms.</summary>
internal sealed class GoPackageWriter(GoModule module, GoModuleContents contents, ImmutableArray<GoModule> all, ImmutableArray<GoWorkFile> workspaces)
{
    public Package Write() => new()
    {
        Ecosystem = EcosystemName.Go,
        Name = module.Path,
        Directory = module.Directory,
        Manifest = module.Manifest,
        Version = new PackageVersion.Dynamic("git tag", module.File.Module.At),
        Publishability = Publishability(),
        Role = GoRoles.Of(module),
        Products = [.. Products()],
        Facts = [.. Facts()],
        Dependencies = [.. Dependencies()],
    };

    private Publishability Publishability()
    {
        var blocking = module.File.Replacements
            .OrderBy(replacement => replacement switch { { IsLocal: true } => 0, { IsFork: true } => 1, _ => 2 })
            .FirstOrDefault();
        if (blocking is not null)
            return new Publishability(false, $"replace {blocking.Module.Text} => {blocking.Target.Text}", blocking.Module.At);
        if (!GoImportPath.HasHost(module.Path))
            return new Publishability(false, "the module path names no host", module.File.Module.At);
        return contents.HasImportablePackages || contents.Mains.Length > 0
            ? new Publishability(true, "default: a tag publishes it")
            : new Publishability(false, "it holds nothing to import or run", module.File.Module.At);
    }

    private IEnumerable<Product> Products()
    {
        if (contents.HasImportablePackages)
            yield return new Product(ProductKind.Module, module.Path);
        foreach (var main in contents.Mains)
            yield return new Product(ProductKind.Binary, main.Name, main.Directory == module.Directory ? null : main.Directory);
    }

    private IEnumerable<PackageFact> Facts()
    {
        var file = module.File;
        yield return new PackageFact("tag-prefix", module.TagPrefix);
        if (file.Language is { } language)
            yield return new PackageFact("go", language.Text, language.At);
        if (file.Toolchain is { } toolchain)
            yield return new PackageFact("toolchain", toolchain.Text, toolchain.At);
        if (GoImportPath.MajorOf(module.Path) is { } major)
            yield return new PackageFact("major", $"v{major}", file.Module.At);
        foreach (var (work, use) in workspaces.SelectMany(work => work.Uses.Select(use => (work, use))))
        {
            if (work.DirectoryOf(use) == module.Directory)
                yield return new PackageFact("workspace", work.Path, use.At);
        }

        foreach (var replacement in file.Replacements)
            yield return new PackageFact("replace", $"{replacement.Module.Text} => {replacement.Target.Text}{(replacement.TargetVersion is { } version ? " " + version : "")}", replacement.Module.At);
        foreach (var retraction in file.Retractions)
            yield return new PackageFact("retract", retraction.Text, retraction.At);
        if (file.Deprecation is { } deprecation)
            yield return new PackageFact("deprecated", deprecation, file.Module.At);
        foreach (var fact in contents.Mains.SelectMany(MainFacts).Concat(contents.Versions.Select(Declaration)))
            yield return fact;
    }

    private static IEnumerable<PackageFact> MainFacts(GoMainPackage main)
    {
        if (main.Constraint is { } constraint)
            yield return new PackageFact("build-constraint", $"{main.ImportPath}: {constraint}");
        if (main.Version is { } version)
            yield return Declaration(version);
    }

    /// <summary>A variable is named by the symbol the linker sets; a constant by the version it holds.</summary>
    private static PackageFact Declaration(GoVersionDeclaration version) => version.IsVariable
        ? new PackageFact("version-variable", version.Symbol, version.At)
        : new PackageFact("version-constant", version.Value, version.At);

    private IEnumerable<LocalDependency> Dependencies()
    {
        foreach (var (required, version) in module.File.Requirements)
        {
            if (all.Any(other => other.Path == required.Text && other.Directory != module.Directory))
                yield return new LocalDependency(required.Text, version.Text, version.At);
        }
    }
}
