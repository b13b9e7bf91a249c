using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Planning;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>Decides whether the components share one version, and where versions stand.</summary>
internal sealed partial class DraftVersions
{
    // Two packages that happen to agree are no train.
    private const int FewestAgreeing = 3;

    private readonly Func<string, NativeSpelling> spellingOf;
    private readonly bool statesNone;

    public DraftVersions(ImmutableArray<Package> released, Func<string, NativeSpelling> spellingOf)
    {
        this.spellingOf = spellingOf;
        var stated = released.Where(p => p.Version.Text is not null).ToArray();
        statesNone = stated.Length == 0;
        foreach (var group in stated.GroupBy(p => p.Version.Text, StringComparer.Ordinal).OrderByDescending(group => group.Count()))
        {
            // The spelling of most is compared with those of other ecosystems, as 1.2.0-rc.1 with 1.2.0rc1.
            if (ManifestVersion.Canonical(group) is not { } first || ManifestVersion.Read(first.Version.Text!, first.Ecosystem) is not { } version)
                continue;
            var agreeing = stated.Where(p => Says(p, version)).ToArray();
            if (agreeing.Length < stated.Length && (agreeing.Length < FewestAgreeing || agreeing.Length * 4 < stated.Length * 3))
                continue;
            var canonical = ManifestVersion.Canonical(agreeing)!;
            Shared = ManifestVersion.Read(canonical.Version.Text!, canonical.Ecosystem);
            HasOutsiders = agreeing.Length < stated.Length;
            break;
        }
    }

    /// <summary>The one version that all manifests state, or all but a few; null when they disagree or none states one.</summary>
    public ReleaseVersion? Shared { get; }

    /// <summary>True where some manifests state another version than the shared one.</summary>
    public bool HasOutsiders { get; }

    /// <summary>What stands behind the project's <c>version:</c>; null when every component has its own.</summary>
    public string? Project => Shared is not null ? "manifest" : statesNone ? "git-tag" : null;

    /// <summary>What stands behind a component's <c>version:</c>; null for the shared one.</summary>
    public string? OwnOf(Package package)
    {
        if (statesNone || (Shared is not null && (package.Version.Text is null || Says(package, Shared)) && VersionMap.Admit(spellingOf(package.Ecosystem), Shared, []).IsMapped))
            return null;
        return package.Version.Text is null ? "git-tag" : "own";
    }

    private bool Says(Package package, ReleaseVersion version) => VersionMap.SameRelease(package.Version.Text!, spellingOf(package.Ecosystem), version);

    /// <summary>The tag template of a component with a version of its own, where the default does not do; otherwise null.</summary>
    /// <remarks>The go command finds a module's versions by tags that begin with its directory; a second major version shares them.</remarks>
    public string? TagOf(Package package) =>
        package.Ecosystem == EcosystemName.Go && package.Directory.Length > 0 && OwnOf(package) is not null && !MajorDirectory().IsMatch(package.Directory)
            ? $"{package.Directory}/v{{{{ version }}}}"
            : null;

    [GeneratedRegex("(^|/)v[0-9]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex MajorDirectory();
}
