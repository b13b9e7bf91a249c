using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>The warnings of Go detection, each in one place so that codes stay stable.</summary>
internal static class GoWarnings
{
    public static CatalogWarning ReplacementBlocksRelease(GoModule module, GoReplacement replacement) => new(
        "go-replace-blocks-release",
        $"module {module.Path} replaces {replacement.Module.Text} with {replacement.Target.Text}, which its users do not get",
        replacement.Module.At,
        "release the replacement and require its version, and drop the replace directive");

    public static CatalogWarning PathDoesNotFitDirectory(GoModule module) => new(
        "go-module-path-mismatch",
        $"module {module.Path} stands in {module.Directory}, so the go command will not find it under its path",
        module.File.Module.At,
        $"let the module path end in /{module.TagDirectory}, or move the module");

    public static CatalogWarning MajorNotInPath(GoModule module, GoVersionDeclaration version, int major) => new(
        "go-major-version-path",
        $"module {module.Path} declares version {version.Value}, but its path does not name that major version",
        version.At,
        major >= 2
            ? $"end the module path in /v{major} (v2 and later need it), or declare another version"
            : "take the major version suffix off the module path, or declare another version");

    public static CatalogWarning InvalidMajorSuffix(GoModule module) => new(
        "go-major-version-path",
        $"module {module.Path} ends in a major version suffix that the go command refuses",
        module.File.Module.At,
        "only /v2 and later may end a module path; take the suffix off");

    public static CatalogWarning Duplicate(GoModule module, GoModule first) => new(
        "duplicate-package-name",
        $"module path {module.Path} is declared in {first.Manifest} and in {module.Manifest}",
        module.File.Module.At,
        "give each module its own path");

    public static CatalogWarning MissingWorkspaceModule(GoWorkFile work, GoToken use) => new(
        "workspace-member-missing",
        $"{work.Path} uses {use.Text}, where there is no go.mod",
        use.At,
        "take the directory out of the use block");
}
