using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>The end of a draft: what was found and is not released, and why.</summary>
internal static class DraftRemainder
{
    private const int MostListed = 30;

    public static void Write(DraftText text, DraftSelection selection)
    {
        List(text, "Not released, as another package of the same name is; exchange them where that is the wrong one:", selection.SameName, p => p.Version.Text ?? "no version");
        List(text, "Not released by themselves, as wheels are built from them:", selection.Carried, p => p.Publishability.IsPublishable ? "publishable" : p.Publishability.Reason);
        List(text, "Not released, as their manifests say:", selection.NotPublishable, p => p.Publishability.Reason);
        List(text, "Found, and of an ecosystem that is not built:", selection.NotBuilt, p => p.Publishability.IsPublishable ? "publishable" : p.Publishability.Reason);
        if (selection.OtherRoles.IsEmpty)
            return;
        var roles = selection.OtherRoles.GroupBy(p => p.Role).OrderBy(g => g.Key).Select(g => $"{g.Count()} of {Word(g.Key)}");
        text.Comment(0, $"Left out by their place or purpose: packages {string.Join(", ", roles)}. See: drayage detect");
    }

    private static void List(DraftText text, string title, ImmutableArray<Package> packages, Func<Package, string> reason)
    {
        if (packages.IsEmpty)
            return;
        text.Comment(0, title);
        foreach (var package in packages.Take(MostListed))
            text.Comment(0, $"  {package.Ecosystem} {package.Name} in {(package.Directory.Length == 0 ? "." : package.Directory)}: {reason(package)}");
        if (packages.Length > MostListed)
            text.Comment(0, $"  and {packages.Length - MostListed} more: drayage detect");
        text.Blank();
    }

    private static string Word(PackageRole role) => role switch
    {
        PackageRole.Test => "tests",
        PackageRole.Benchmark => "benchmarks",
        PackageRole.Example => "examples",
        PackageRole.Fixture => "test data",
        PackageRole.Vendored => "vendored code",
        _ => "the project's own tooling",
    };
}
