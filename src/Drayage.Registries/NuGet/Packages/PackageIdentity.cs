using System.Text.RegularExpressions;
using Drayage.Model.Versions;

namespace Drayage.Registries.NuGet.Packages;

/// <summary>Id and version as they count: the id without regard to case, the version normalised and without build metadata.</summary>
/// <param name="Id">Lower case.</param>
/// <param name="Version">Normalised, lower case.</param>
internal sealed partial record PackageIdentity(string Id, string Version)
{
    private const int LongestId = 100;

    /// <exception cref="NuGetRefusal">400: one of them is none.</exception>
    public static PackageIdentity Of(string id, string version)
    {
        if (id.Length > LongestId || !IdGrammar().IsMatch(id))
            throw NuGetRefusal.BadRequest($"The package manifest contains an invalid ID: '{id}'");
        if (!NuGetVersionText.TryParse(version, out var parsed))
            throw NuGetRefusal.BadRequest($"The package manifest contains an invalid Version: '{version}'");
        return new PackageIdentity(id.ToLowerInvariant(), parsed.Normalized.ToLowerInvariant());
    }

    /// <summary>The identity that an address names; null when it names none.</summary>
    public static PackageIdentity? Find(string id, string version) =>
        IdGrammar().IsMatch(id) && NuGetVersionText.TryParse(version, out var parsed)
            ? new PackageIdentity(id.ToLowerInvariant(), parsed.Normalized.ToLowerInvariant())
            : null;

    [GeneratedRegex(@"\A\w+([.-]\w+)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex IdGrammar();
}
