namespace Drayage.Model.Versions.Spellings;

/// <summary>Maven's versions, ordered by its <c>ComparableVersion</c>: <c>alpha &lt; beta &lt; milestone &lt; rc &lt; snapshot &lt; (release)</c>.</summary>
internal static class MavenSpelling
{
    public static MappedVersion Map(ReleaseVersion version)
    {
        if (version is ReleaseVersion.Loose loose)
            return FromLoose(loose.Text);
        if (SemanticSpelling.Of(version, out var reason) is not { } semantic)
            return MappedVersion.Refuse(reason);
        if (!semantic.Build.IsEmpty)
            return MappedVersion.Refuse("Maven would rank build metadata after the release");
        if (!semantic.IsPreRelease)
            return MappedVersion.To(semantic.ToString());
        return semantic.PreRelease[0] switch
        {
            "SNAPSHOT" or "snapshot" or "dev" or "edge" or "nightly" or "canary" or "next" => MappedVersion.To($"{semantic.Base}-SNAPSHOT"),
            "alpha" or "beta" or "rc" => Phase(semantic),
            var label => MappedVersion.Refuse($"Maven ranks the unknown word '{label}' after the release; write -alpha.N, -beta.N, -rc.N or -SNAPSHOT"),
        };
    }

    private static MappedVersion FromLoose(string text) => text.IndexOfAny(['+', '~']) < 0
        ? MappedVersion.To(text)
        : MappedVersion.Refuse("Maven has no rule for '+' and '~'");

    private static MappedVersion Phase(SemanticVersion version) => version.PreRelease switch
    {
        [_] => MappedVersion.To(version.ToString()),
        [var label, "0"] => MappedVersion.Refuse($"-{label} and -{label}.0 are one version in Maven; drop the .0 or count from 1"),
        [_, var number] when DecimalDigits.Are(number) => MappedVersion.To(version.ToString()),
        [var label, ..] => MappedVersion.Refuse($"only one number may follow '{label}' in Maven; write -{label}.N"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
