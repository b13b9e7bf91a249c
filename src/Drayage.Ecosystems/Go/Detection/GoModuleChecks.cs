using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>What looks like an accident in a module that the project may ship.</summary>
internal static class GoModuleChecks
{
    public static IEnumerable<CatalogWarning> Check(GoModule module, GoModuleContents contents, ImmutableArray<GoModule> all)
    {
        if (GoRoles.Of(module) != PackageRole.Product)
            yield break;
        foreach (var replacement in module.File.Replacements.Where(replacement => replacement.IsLocal || replacement.IsFork))
            yield return GoWarnings.ReplacementBlocksRelease(module, replacement);
        if (all.First(other => other.Path == module.Path) is var first && first.Directory != module.Directory)
            yield return GoWarnings.Duplicate(module, first);
        if (module.Path.EndsWith("/v0", StringComparison.Ordinal) || module.Path.EndsWith("/v1", StringComparison.Ordinal))
            yield return GoWarnings.InvalidMajorSuffix(module);
        if (GoImportPath.HasHost(module.Path) && !FitsDirectory(module))
            yield return GoWarnings.PathDoesNotFitDirectory(module);
        foreach (var version in contents.Versions.Where(version => !version.IsVariable))
        {
            if (MajorOf(version.Value) is { } major && (GoImportPath.MajorOf(module.Path) ?? 1) != Math.Max(major, 1))
                yield return GoWarnings.MajorNotInPath(module, version, major);
        }
    }

    private static bool FitsDirectory(GoModule module) =>
        module.TagDirectory.Length == 0 || GoImportPath.WithoutMajor(module.Path).EndsWith("/" + module.TagDirectory, StringComparison.Ordinal);

    private static int? MajorOf(string version) =>
        version.TrimStart('v').Split('.') is [var major, _, ..] && int.TryParse(major, out var number) ? number : null;
}
