using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>Tells the build's own code from modules, and those apart by place and by name.</summary>
internal static class GradleRole
{
    public static PackageRole Of(GradleProject project) => project.Directory.Split('/').Any(part => part is "buildSrc" or "build-logic")
        ? PackageRole.Tooling
        : RoleByModule.Of(project.Directory, project.Name);
}
