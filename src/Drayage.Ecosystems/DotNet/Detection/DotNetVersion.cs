using Drayage.Model.Detection;

namespace Drayage.Ecosystems.DotNet.Detection;

/// <summary>Where a project's package version comes from.</summary>
internal static class DotNetVersion
{
    // Packages that compute the version from git while building; the properties say nothing then.
    private static readonly string[] Providers =
        ["MinVer", "Nerdbank.GitVersioning", "GitVersion.MsBuild", "GitVersionTask", "Verlite.MsBuild", "GitInfo"];

    public static PackageVersion Of(DotNetProject project)
    {
        if (!project.IsSdkStyle)
            return new PackageVersion.None("not an SDK-style project");
        if (project.Evaluation.Items.FirstOrDefault(IsProvider) is { } provider)
            return new PackageVersion.Dynamic(provider.Include, provider.At);
        var version = project["PackageVersion"];
        if (!version.IsKnown)
            return new PackageVersion.Dynamic("MSBuild", version.At);
        return version.At is { } at
            ? new PackageVersion.Static(version.Text.Trim(), at)
            : new PackageVersion.None($"no Version property; MSBuild takes {version.Text}") { Assumed = version.Text };
    }

    private static bool IsProvider(Evaluation.ProjectItem item) =>
        item.Type is "PackageReference" or "GlobalPackageReference" && Providers.Contains(item.Include, StringComparer.OrdinalIgnoreCase);
}
