using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Model;
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
            ? new PackageVersion.Static(version.Text.Trim(), at) { SuffixAt = SuffixOf(project, version) }
            : new PackageVersion.None($"no Version property; MSBuild takes {version.Text}") { Assumed = version.Text };
    }

    // VersionPrefix and VersionSuffix, of which the SDK makes the version.
    private static SourceLocation? SuffixOf(DotNetProject project, PropertyValue version)
    {
        var (prefix, suffix) = (project["VersionPrefix"], project["VersionSuffix"]);
        return suffix.Text.Length > 0 && version.Text == $"{prefix.Text}-{suffix.Text}" && version.At == prefix.At ? suffix.At : null;
    }

    private static bool IsProvider(ProjectItem item) =>
        item.Type is "PackageReference" or "GlobalPackageReference" && Providers.Contains(item.Include, StringComparer.OrdinalIgnoreCase);
}
