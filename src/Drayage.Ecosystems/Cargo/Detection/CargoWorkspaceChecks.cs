using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>What cargo refuses or silently ignores about the shape of workspaces.</summary>
internal sealed class CargoWorkspaceChecks(IReadOnlyCollection<CargoManifest> manifests, CargoMembership membership)
{
    public IEnumerable<CatalogWarning> Check() => membership.Workspaces.SelectMany(OfWorkspace).Concat(manifests.SelectMany(OfManifest));

    private IEnumerable<CatalogWarning> OfWorkspace(CargoWorkspace workspace)
    {
        var members = membership.MembersOf(workspace).ToList();
        foreach (var nested in members.Where(member => member.Workspace is not null && member != workspace.Root))
            yield return CargoWarnings.NestedRoot(workspace, nested);
        foreach (var repeated in workspace.Members.GroupBy(pattern => pattern.Value.TrimEnd('/'), StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return CargoWarnings.DuplicateMember(workspace, repeated.Last());
        var directories = members.Select(member => member.Directory).ToHashSet(StringComparer.Ordinal);
        foreach (var pattern in workspace.DefaultMembers)
        {
            // A wildcard may match nothing, but what it or a plain path names has to be a member.
            if (!CargoGlob.IsPattern(pattern.Value) && !workspace.Expand(pattern, directories).All(directories.Contains))
                yield return CargoWarnings.UnknownDefaultMember(workspace, pattern);
        }

        foreach (var same in members.GroupBy(member => member.Name!.Value, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return CargoWarnings.DuplicateName(same.Last(), same.First());
    }

    private IEnumerable<CatalogWarning> OfManifest(CargoManifest manifest)
    {
        if (manifest.Package is null)
            yield break;
        var workspace = membership.WorkspaceOf(manifest);
        if (manifest.WorkspacePointer is not null && workspace is null)
            yield return CargoWarnings.DanglingPointer(manifest);
        if (workspace is null || workspace.Root == manifest)
            yield break;
        var role = RoleByPlace.Of(manifest.Directory);
        if (!membership.IsMember(workspace, manifest) && role is not (PackageRole.Fixture or PackageRole.Vendored))
            yield return CargoWarnings.NotAMember(workspace, manifest);
        if (manifest.WorkspacePointer is null && membership.Nearest(manifest) is { } nearest && nearest != workspace)
            yield return CargoWarnings.NearerRoot(workspace, nearest, manifest);
        if (manifest.Root.KeyAt("profile") is { } profile)
            yield return CargoWarnings.IgnoredProfile(manifest, workspace, profile);
    }
}
