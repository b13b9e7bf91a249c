using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>How a component names its package: by directory, by directory and name, or by manifest.</summary>
/// <param name="Path">Empty for the repository's root.</param>
/// <param name="Package">Null where the path says enough.</param>
internal sealed record DraftPlace(string Path, string? Package)
{
    /// <param name="all">Everything that was detected: a package that is not released can stand beside one that is.</param>
    public static DraftPlace Of(Package package, ImmutableArray<Package> all)
    {
        var beside = all.Where(p => p.Ecosystem == package.Ecosystem && p.Directory == package.Directory).ToArray();
        if (beside.Length == 1)
            return new DraftPlace(package.Directory, null);
        if (beside.Count(p => p.Name == package.Name) == 1)
            return new DraftPlace(package.Directory, package.Name);
        return new DraftPlace(package.Manifest, beside.Count(p => p.Manifest == package.Manifest) == 1 ? null : package.Name);
    }
}
