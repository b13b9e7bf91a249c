using Drayage.Model.Detection;
using Drayage.Model.Versions;

namespace Drayage.Pipeline.Planning;

/// <summary>Reads versions as manifests spell them.</summary>
internal static class ManifestVersion
{
    /// <param name="ecosystem">Whose manifest it is; null for a file of the project's own.</param>
    /// <returns>Null when the text is no version.</returns>
    public static ReleaseVersion? Read(string text, string? ecosystem) =>
        ecosystem == EcosystemName.Python && !SemanticVersion.TryParse(text, out _) && ReleaseVersion.TryParse(text, VersionScheme.Python, out var python)
            ? python
            : ReleaseVersion.Recognise(text);

    /// <summary>The package whose spelling counts where several state one version: SemVer says most, so it goes first.</summary>
    public static Package? Canonical(IEnumerable<Package> packages) =>
        packages.Where(p => p.Version.Text is not null).OrderBy(p => SemanticVersion.TryParse(p.Version.Text, out _) ? 0 : 1).FirstOrDefault();
}
