using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Planning;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>Decides whether the components share one version, and where versions stand.</summary>
internal sealed partial class DraftVersions
{
    private readonly Func<string, NativeSpelling> spellingOf;
    private readonly bool statesNone;

    public DraftVersions(ImmutableArray<Package> released, Func<string, NativeSpelling> spellingOf)
    {
        this.spellingOf = spellingOf;
        var stated = released.Where(p => p.Version.Text is not null).ToArray();
        statesNone = stated.Length == 0;
        Shared = ManifestVersion.Canonical(stated) is { } first
            && ManifestVersion.Read(first.Version.Text!, first.Ecosystem) is { } version
            && stated.All(p => VersionMap.SameRelease(p.Version.Text!, spellingOf(p.Ecosystem), version))
                ? version
                : null;
    }

    /// <summary>The one version that all manifests state; null when they disagree or none states one.</summary>
    public ReleaseVersion? Shared { get; }

    /// <summary>What stands behind the project's <c>version:</c>; null when every component has its own.</summary>
    public string? Project => Shared is not null ? "manifest" : statesNone ? "git-tag" : null;

    /// <summary>What stands behind a component's <c>version:</c>; null for the shared one.</summary>
    public string? OwnOf(Package package)
    {
        if (statesNone || (Shared is not null && VersionMap.Admit(spellingOf(package.Ecosystem), Shared, []).IsMapped))
            return null;
        return package.Version.Text is null ? "git-tag" : "own";
    }

    /// <summary>The tag template of a component with a version of its own, where the default does not do; otherwise null.</summary>
    /// <remarks>The go command finds a module's versions by tags that begin with its directory; a second major version shares them.</remarks>
    public string? TagOf(Package package) =>
        package.Ecosystem == EcosystemName.Go && package.Directory.Length > 0 && OwnOf(package) is not null && !MajorDirectory().IsMatch(package.Directory)
            ? $"{package.Directory}/v{{{{ version }}}}"
            : null;

    [GeneratedRegex("(^|/)v[0-9]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex MajorDirectory();
}
