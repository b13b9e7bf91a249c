using System.Numerics;

namespace Drayage.Model.Versions.Spellings;

/// <summary>PEP 440. Strict mapping holds for any history; tolerant mapping is what Python's own tools make of the text.</summary>
internal static class Pep440Spelling
{
    public static MappedVersion Map(ReleaseVersion version, bool tolerant) => version switch
    {
        ReleaseVersion.Python python => MappedVersion.To(python.Text),
        ReleaseVersion.Semantic semantic => FromSemantic(semantic.Version, tolerant),
        ReleaseVersion.Loose loose => AsPythonReads(loose.Text),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static MappedVersion FromSemantic(SemanticVersion version, bool tolerant)
    {
        if (LocalOffence(version) is { } problem)
            return MappedVersion.Refuse(problem);
        if (version.IsPreRelease && PreReleaseOffence(version) is { } offence)
            return tolerant && AsPythonReads(version.ToString()) is MappedVersion.Mapped mapped ? mapped : MappedVersion.Refuse(offence);

        var mappedVersion = new Pep440Version([version.Major, version.Minor, version.Patch]) { Local = version.Build };
        if (version.IsPreRelease)
        {
            var number = version.PreRelease.Length == 1 ? BigInteger.Zero : DecimalDigits.Value(version.PreRelease[1]);
            mappedVersion = PhaseOf(version.PreRelease[0]) is { } phase
                ? mappedVersion with { Pre = new(phase, number) }
                : mappedVersion with { Dev = number };
        }
        return MappedVersion.To(mappedVersion.ToString());
    }

    /// <summary>What Python's tools read, except where they would turn a pre-release into a later post-release.</summary>
    private static MappedVersion AsPythonReads(string text)
    {
        if (!Pep440Version.TryParse(text, out var version))
            return MappedVersion.Refuse("PEP 440 has no spelling for it");
        return version.Post is not null && !text.Contains("post", StringComparison.OrdinalIgnoreCase)
            ? MappedVersion.Refuse($"Python would read it as the post-release {version}")
            : version.Post is not null && SemanticVersion.TryParse(text, out _)
                ? MappedVersion.Refuse($"Python would read it as {version}, after the release, while SemVer ranks it before")
                : MappedVersion.To(version.ToString());
    }

    private static Pep440Phase? PhaseOf(string label) => label switch
    {
        "alpha" => Pep440Phase.Alpha,
        "beta" => Pep440Phase.Beta,
        "rc" => Pep440Phase.ReleaseCandidate,
        _ => null,
    };

    private static string? PreReleaseOffence(SemanticVersion version)
    {
        var label = version.PreRelease[0];
        if (DecimalDigits.Are(label))
            return $"Python would read -{string.Join('.', version.PreRelease)} as a post-release, which comes after {version.Base}; write -rc.N";
        if (PhaseOf(label) is null && !string.Equals(label, "dev", StringComparison.Ordinal))
            return LabelOffence(label);
        return version.PreRelease.Length switch
        {
            1 => null,
            2 when version.PreRelease[1] is "0" =>
                $"-{label} and -{label}.0 would be one version in Python; drop the .0 or count from 1",
            2 when DecimalDigits.Are(version.PreRelease[1]) => null,
            _ => $"PEP 440 allows one number after '{label}' and nothing else that keeps its rank; write -{label}.N",
        };
    }

    private static string LabelOffence(string label)
    {
        var word = label.TrimEnd("0123456789".ToCharArray());
        var known = word.ToLowerInvariant() switch
        {
            "alpha" or "a" => "alpha",
            "beta" or "b" => "beta",
            "rc" or "c" or "pre" or "preview" => "rc",
            "dev" => "dev",
            _ => null,
        };
        if (known is null)
            return $"PEP 440 has no counterpart of '{label}'; it knows -alpha.N, -beta.N, -rc.N and -dev.N";
        return word == known
            ? $"write -{known}.{label[word.Length..]} for -{label}: SemVer ranks {known}10 before {known}2, Python after"
            : $"Python would read '{label}' as '{known}', which SemVer tells apart; write -{known}.N";
    }

    private static string? LocalOffence(SemanticVersion version)
    {
        if (version.Build.IsEmpty)
            return null;
        var text = string.Join('.', version.Build);
        return Pep440Version.TryParse($"0+{text}", out var local) && string.Join('.', local.Local) == text
            ? null
            : $"Python would change the spelling of the build metadata +{text}; use small letters, digits and dots, without leading zeros";
    }
}
