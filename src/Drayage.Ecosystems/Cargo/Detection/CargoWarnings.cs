using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>The warnings of Cargo detection, each in one place so that codes and wording stay stable.</summary>
internal static class CargoWarnings
{
    public static CatalogWarning MissingMember(CargoWorkspace workspace, TomlString pattern, string directory) => new(
        "workspace-member-missing",
        $"{workspace.Root.Path} lists the member {directory}, where there is no Cargo.toml",
        pattern.At,
        $"take '{pattern.Value}' out of workspace.members, or exclude the directory");

    public static CatalogWarning UnmatchedPattern(CargoWorkspace workspace, TomlString pattern) => new(
        "workspace-pattern-unmatched",
        $"the member pattern '{pattern.Value}' of {workspace.Root.Path} matches no directory",
        pattern.At,
        "remove it, or correct the directory it names");

    public static CatalogWarning UnknownDefaultMember(CargoWorkspace workspace, TomlString pattern) => new(
        "workspace-default-member-unknown",
        $"the default member '{pattern.Value}' of {workspace.Root.Path} is no member of the workspace",
        pattern.At,
        "add it to workspace.members, or take it out of workspace.default-members");

    public static CatalogWarning DuplicateMember(CargoWorkspace workspace, TomlString pattern) => new(
        "workspace-member-duplicate",
        $"{workspace.Root.Path} lists the member '{pattern.Value}' twice",
        pattern.At,
        "remove one of the two");

    public static CatalogWarning NestedRoot(CargoWorkspace workspace, CargoManifest member) => new(
        "workspace-nested-root",
        $"{member.Path} is a workspace of its own and at the same time a member of {workspace.Root.Path}",
        member.Workspace!.At,
        $"add '{member.Directory}' to workspace.exclude in {workspace.Root.Path}, or take the [workspace] away");

    public static CatalogWarning NotAMember(CargoWorkspace workspace, CargoManifest manifest) => new(
        "workspace-member-unlisted",
        $"crate {manifest.Name!.Value} stands below the workspace {workspace.Root.Path}, which does not list it; cargo refuses to build it",
        manifest.Name.At,
        $"add '{manifest.Directory}' to workspace.members or to workspace.exclude in {workspace.Root.Path}");

    public static CatalogWarning NearerRoot(CargoWorkspace workspace, CargoWorkspace nearest, CargoManifest manifest) => new(
        "workspace-member-of-nearer-root",
        $"crate {manifest.Name!.Value} is a member of {workspace.Root.Path}, but {nearest.Root.Path} stands nearer; cargo refuses to build it from its own directory",
        manifest.Name.At,
        $"add package.workspace to {manifest.Path}, or exclude it in {nearest.Root.Path}");

    public static CatalogWarning DanglingPointer(CargoManifest manifest) => CatalogWarning.Unreadable(manifest.Path, CargoManifest.Refusal(
        $"package.workspace = \"{manifest.WorkspacePointer!.Value}\" leads to no workspace root",
        manifest.WorkspacePointer.At,
        "let it name the directory of a Cargo.toml with a [workspace]"));

    public static CatalogWarning DuplicateName(CargoManifest manifest, CargoManifest first) => new(
        "duplicate-package-name",
        $"two crates are named {manifest.Name!.Value}: {first.Path} and {manifest.Path}",
        manifest.Name.At,
        "rename one of them");

    public static CatalogWarning NoTarget(CargoManifest manifest) => CatalogWarning.Unreadable(manifest.Path, CargoManifest.Refusal(
        "there is nothing to build: no src/lib.rs, no src/main.rs, no [lib] and no [[bin]]",
        manifest.Package!.At,
        "add a source file, or remove the manifest"));

    public static CatalogWarning AccidentallyPublishable(Package package, CargoManifest manifest)
    {
        var role = package.Role.ToString().ToLowerInvariant();
        return new CatalogWarning(
            $"{role}-package-publishable",
            $"cargo would publish {package.Name}, which stands among the {Plural(package.Role)} and does not say 'publish'",
            manifest.Name!.At,
            $"set publish = false in {manifest.Path} (or publish = true, if it is meant to ship)");
    }

    private static string Plural(PackageRole role) => role switch
    {
        PackageRole.Tooling => "project's own tools",
        _ => role.ToString().ToLowerInvariant() + "s",
    };

    public static CatalogWarning MissingMetadata(Package package, CargoManifest manifest, string missing) => new(
        "publish-metadata-missing",
        $"crates.io will refuse {package.Name}: it has no {missing}",
        manifest.Package!.At,
        $"add it to {manifest.Path}, or set publish = false");

    public static CatalogWarning DependencyWithoutVersion(Package package, CargoDependency dependency) => new(
        "local-dependency-without-version",
        $"cargo will refuse to publish {package.Name}: its dependency {dependency.Package} has a path but no version",
        dependency.At,
        $"add the version of {dependency.Package} beside the path");

    public static CatalogWarning DependsOnUnpublishable(Package package, LocalDependency dependency) => new(
        "dependency-not-publishable",
        $"{package.Name} is publishable but depends on {dependency.Name}, which is not",
        dependency.At,
        $"set publish = false in {package.Manifest}, or let {dependency.Name} be published");

    public static CatalogWarning RequirementMissesVersion(Package package, CargoDependency dependency, string version) => new(
        "dependency-version-mismatch",
        $"{package.Name} requires {dependency.Package} {dependency.Requirement}, but the repository has {version}",
        dependency.At,
        "raise the requirement together with the version");

    public static CatalogWarning MissingPathDependency(CargoManifest manifest, CargoDependency dependency) => new(
        "path-dependency-missing",
        $"{manifest.Path} depends on {dependency.Package} at {dependency.Directory}, where there is no such crate",
        dependency.At,
        "correct the path");

    public static CatalogWarning DependencyCycle(IReadOnlyList<string> cycle, CargoDependency closing) => new(
        "dependency-cycle",
        $"crates depend on each other in a circle, which cargo refuses: {string.Join(" → ", cycle)}",
        closing.At,
        "take one of these dependencies away, or move what both crates need into a third one");

    public static CatalogWarning IgnoredProfile(CargoManifest manifest, CargoWorkspace workspace, SourceLocation at) => new(
        "profile-ignored",
        $"cargo ignores the profiles of {manifest.Path}: only those of the workspace root {workspace.Root.Path} count",
        at,
        $"move them to {workspace.Root.Path}");
}
