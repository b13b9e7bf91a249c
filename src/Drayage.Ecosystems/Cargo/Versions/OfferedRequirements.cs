using Drayage.Ecosystems.Cargo.Detection;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Versioning;

namespace Drayage.Ecosystems.Cargo.Versions;

/// <summary>
/// The repository's own crates under <c>[workspace.dependencies]</c>. What a member inherits counts among its dependencies; an entry that
/// nobody inherits yet would be left behind, and be wrong for the first who does.
/// </summary>
internal static class OfferedRequirements
{
    public static IEnumerable<(Package, VersionPlace)> Read(SourceTree tree, Catalog catalog)
    {
        var crates = catalog.Packages.Where(package => package.Ecosystem == EcosystemName.Cargo).ToLookup(package => package.Directory, StringComparer.Ordinal);
        // What cannot be read was told when the packages were looked for.
        return from root in crates.Count == 0 ? [] : CargoManifests.Read(tree, [], CancellationToken.None).Values.ToArray()
               from dependency in CargoDependency.Offered(root)
               where dependency is { Directory: not null, Requirement: not null }
               from crate in crates[dependency.Directory!].Where(crate => crate.Name == dependency.Package).Take(1)
               select (crate, new VersionPlace
               {
                   At = dependency.At,
                   Text = dependency.Requirement!,
                   Role = VersionRole.Requirement,
                   Subject = $"{crate.Name} in {root.Path}",
                   Spelling = NativeSpelling.Cargo,
               });
    }
}
