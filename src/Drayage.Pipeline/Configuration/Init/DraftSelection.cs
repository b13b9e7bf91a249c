using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>Sorts what detection found: what the project would release, and what it leaves out and why.</summary>
internal sealed record DraftSelection
{
    /// <summary>Publishable packages and packages with programs.</summary>
    public required ImmutableArray<Package> Released { get; init; }

    /// <summary>Packages that another released package of the same name and ecosystem stands for: a registry has one of a name.</summary>
    public required ImmutableArray<Package> SameName { get; init; }

    /// <summary>Crates that a released wheel is made of, and that are nothing without it.</summary>
    public required ImmutableArray<Package> Carried { get; init; }

    /// <summary>Packages whose manifest forbids publishing, and that give no program.</summary>
    public required ImmutableArray<Package> NotPublishable { get; init; }

    /// <summary>Packages of ecosystems that are detected and not built.</summary>
    public required ImmutableArray<Package> NotBuilt { get; init; }

    /// <summary>Tests, examples, fixtures, vendored code.</summary>
    public required ImmutableArray<Package> OtherRoles { get; init; }

    /// <param name="builds">Whether components of an ecosystem can be built.</param>
    public static DraftSelection Of(Catalog catalog, Func<string, bool> builds)
    {
        var packages = catalog.Packages.Where(p => p.Ecosystem != EcosystemName.Container).ToArray();
        var product = packages.Where(p => p.Role == PackageRole.Product).ToArray();
        var built = product.Where(p => builds(p.Ecosystem)).ToArray();
        var carried = built.Where(IsReleased).SelectMany(p => p.Carries).ToHashSet(StringComparer.Ordinal);
        var released = built.Where(p => IsReleased(p) && !IsPartOf(carried, p)).ToArray();
        var first = released.GroupBy(p => (p.Ecosystem, p.Name.ToLowerInvariant())).Select(g => g.MinBy(Depth)!).ToHashSet();
        return new DraftSelection
        {
            Released = [.. released.Where(first.Contains)],
            SameName = [.. released.Where(p => !first.Contains(p))],
            Carried = [.. built.Where(p => IsReleased(p) && IsPartOf(carried, p))],
            NotPublishable = [.. built.Where(p => !IsReleased(p))],
            NotBuilt = [.. product.Where(p => !builds(p.Ecosystem))],
            OtherRoles = [.. packages.Where(p => p.Role != PackageRole.Product)],
        };
    }

    public static bool HasProgram(Package package) => package.Products.Any(product => product.Kind == ProductKind.Binary && IsForUsers(product));

    /// <summary>Whether a product stands elsewhere than among the tests and examples of its package.</summary>
    public static bool IsForUsers(Product product) => product.Path is null || RoleByPlace.Of(product.Path) == PackageRole.Product;

    private static bool IsReleased(Package package) => package.Publishability.IsPublishable || HasProgram(package);

    // A crate without a library for the interpreter is a program in its own right.
    private static bool IsPartOf(HashSet<string> carried, Package package) =>
        carried.Contains(package.Manifest) && package.Products.Any(product => product.Kind == ProductKind.SharedLibrary);

    private static int Depth(Package package) => package.Directory.Length == 0 ? 0 : package.Directory.Count(c => c == '/') + 1;
}
