using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>The part a module plays, from its place and from the habits of Go projects.</summary>
internal static class GoRoles
{
    public static PackageRole Of(GoModule module) => RoleByPlace.Of(module.Directory) switch
    {
        PackageRole.Product when IsTooling(module) => PackageRole.Tooling,
        var role => role,
    };

    /// <summary>Modules that only pin the project's own tools, so that they stay out of the product's requirements.</summary>
    private static bool IsTooling(GoModule module) =>
        SourceTree.FileName(module.Directory) is "tools" or "hack" or "_tools" or "build-tools" || module.Directory.StartsWith('.');
}
