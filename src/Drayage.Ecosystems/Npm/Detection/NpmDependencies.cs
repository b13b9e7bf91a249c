using System.Collections.Immutable;
using Drayage.Formats.Json;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>Picks the dependencies that stand in the same repository.</summary>
internal sealed class NpmDependencies
{
    private static readonly (string Section, LocalDependencyKind Kind)[] Sections =
    [
        ("dependencies", LocalDependencyKind.Runtime),
        ("peerDependencies", LocalDependencyKind.Runtime),
        ("optionalDependencies", LocalDependencyKind.Runtime),
        ("devDependencies", LocalDependencyKind.Development),
    ];

    private readonly Dictionary<string, PackageJson> byDirectory;
    private readonly HashSet<string> names;

    public NpmDependencies(IEnumerable<PackageJson> manifests)
    {
        byDirectory = manifests.ToDictionary(manifest => manifest.Directory, StringComparer.Ordinal);
        names =
        [
            .. byDirectory.Values
                .Where(manifest => RoleByPlace.Of(manifest.Directory) is not (PackageRole.Vendored or PackageRole.Fixture))
                .Select(manifest => manifest.Name).OfType<string>(),
        ];
    }

    public ImmutableArray<LocalDependency> Of(PackageJson manifest) =>
    [
        .. from section in Sections
           from member in manifest.Root[section.Section]?.Members ?? []
           where member.Value is JsonItem.String
           let found = Resolve(manifest, member.Name, member.Value.Text!)
           where found is not null && found.Value.Name != manifest.Name
           select new LocalDependency(found.Value.Name, found.Value.Requirement, member.Value.At)
           {
               Kind = section.Kind,
               // Nobody who installs a published package installs what it was developed with.
               OrdersPublishing = section.Kind == LocalDependencyKind.Runtime,
           },
    ];

    private (string Name, string? Requirement)? Resolve(PackageJson manifest, string key, string specifier)
    {
        if (PathOf(specifier) is { } path)
        {
            return SourceTree.Join(manifest.Directory, path) is { } directory
                && byDirectory.TryGetValue(directory, out var target) && target.Name is { } name
                ? (name, null)
                : null;
        }

        var (wanted, requirement) = NpmSpecifier.Of(key, specifier);
        return names.Contains(wanted) ? (wanted, requirement) : null;
    }

    // https://docs.npmjs.com/cli/configuring-npm/package-json: local paths; pnpm adds link:, yarn adds portal:.
    private static string? PathOf(string specifier)
    {
        foreach (var protocol in (string[])["file:", "link:", "portal:", "workspace:"])
        {
            if (specifier.StartsWith(protocol, StringComparison.Ordinal))
            {
                var rest = specifier[protocol.Length..];
                return protocol != "workspace:" || rest.StartsWith('.') ? rest : null;
            }
        }

        return specifier.StartsWith("./", StringComparison.Ordinal) || specifier.StartsWith("../", StringComparison.Ordinal) ? specifier : null;
    }
}
