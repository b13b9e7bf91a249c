using System.Collections.Immutable;
using System.Text;

namespace Drayage.Model.Versions.Spellings;

/// <summary>Debian upstream versions (policy manual, 5.6.12), without a revision.</summary>
internal static class DebianSpelling
{
    public static MappedVersion Map(ReleaseVersion version, bool tolerant) => version switch
    {
        ReleaseVersion.Semantic semantic => FromSemantic(semantic.Version, tolerant),
        ReleaseVersion.Python python => FromPython(python.Version),
        ReleaseVersion.Loose loose => FromLoose(loose.Version),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static MappedVersion FromSemantic(SemanticVersion version, bool tolerant)
    {
        if (version.PreRelease.Concat(version.Build).Any(identifier => identifier.Contains('-')))
            return MappedVersion.Refuse("a hyphen separates the Debian revision, so no identifier may hold one");
        if (!tolerant && Offence(version) is { } offence)
            return MappedVersion.Refuse(offence);
        var build = version.Build.IsEmpty ? "" : "+" + string.Join('.', version.Build);
        return MappedVersion.To(NumericCore.Text([version.Major, version.Minor, version.Patch]) + Tail(version.PreRelease) + build);
    }

    /// <summary>
    /// <c>rc.1</c> as <c>~rc1</c>: a number joins the word before it, since Debian ranks letters before the dot,
    /// and <c>pre.1</c> would follow <c>preview.1</c>.
    /// </summary>
    private static string Tail(ImmutableArray<string> preRelease)
    {
        var tail = new StringBuilder();
        for (var i = 0; i < preRelease.Length; i++)
        {
            var joins = i > 0 && DecimalDigits.Are(preRelease[i]) && !DecimalDigits.Are(preRelease[i - 1]);
            tail.Append(i == 0 ? "~" : joins ? "" : ".").Append(preRelease[i]);
        }
        return tail.ToString();
    }

    private static string? Offence(SemanticVersion version)
    {
        var identifiers = version.PreRelease;
        for (var i = 0; i < identifiers.Length; i++)
        {
            var isWord = !DecimalDigits.Are(identifiers[i]);
            if (isWord && identifiers[i].Any(char.IsAsciiDigit))
                return $"Debian compares the digits in '{identifiers[i]}' as a number, SemVer as text; write a dot before the number";
            if (i == 0 || DecimalDigits.Are(identifiers[i - 1]))
                continue;
            if (isWord)
                return $"Debian would rank {identifiers[i - 1]}.{identifiers[i]} after longer words; put a number after '{identifiers[i - 1]}'";
            if (identifiers[i] == "0")
                return $"-{identifiers[i - 1]} and -{identifiers[i - 1]}.0 are one version in Debian; drop the .0 or count from 1";
        }
        return identifiers.Length > 0 && !version.Build.IsEmpty && !DecimalDigits.Are(identifiers[^1])
            ? $"Debian would rank +{string.Join('.', version.Build)} after '{identifiers[^1]}' as later than -{identifiers[^1]}.1; put a number after the word"
            : null;
    }

    private static MappedVersion FromPython(Pep440Version version)
    {
        if (version.IsLocal)
            return MappedVersion.Refuse("Debian and Python rank local versions differently");
        var dev = version.Dev is { } number ? $"dev{number}" : "";
        var tail = version switch
        {
            { Pre: null, Post: null, Dev: not null } => $"~~{dev}",
            { Dev: not null } => $"{Stages(version)}~{dev}",
            _ => Stages(version),
        };
        return MappedVersion.To((version.Epoch.IsZero ? "" : $"{version.Epoch}:") + NumericCore.Text(version.Release) + tail);
    }

    private static string Stages(Pep440Version version) =>
        (version.Pre is { } pre ? $"~{pre}" : "") + (version.Post is { } post ? $"+post{post}" : "");

    private static MappedVersion FromLoose(LooseVersion version)
    {
        if (version.Suffix.Contains('-') && !version.IsPreRelease)
            return MappedVersion.Refuse("a hyphen separates the Debian revision");
        if (!version.IsPreRelease)
            return version.Text.Contains('_') ? MappedVersion.Refuse("'_' may not stand in a Debian version") : MappedVersion.To(version.Text);
        var words = version.Suffix.TrimStart('-', '.', '_', '~');
        return words.All(char.IsAsciiLetterOrDigit)
            ? MappedVersion.To($"{version.Text[..^version.Suffix.Length]}~{words}")
            : MappedVersion.Refuse($"the suffix '{version.Suffix}' has no Debian spelling that keeps its rank");
    }
}
