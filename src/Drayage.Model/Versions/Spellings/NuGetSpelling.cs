using System.Numerics;

namespace Drayage.Model.Versions.Spellings;

/// <summary>NuGet's normalised versions.</summary>
internal static class NuGetSpelling
{
    public static MappedVersion Map(ReleaseVersion version, bool tolerant)
    {
        if (FourNumbers(version) is { } four)
            return Numbers(four);
        if (SemanticSpelling.Of(version, out var reason) is not { } semantic)
            return MappedVersion.Refuse(reason);
        if (!semantic.Build.IsEmpty)
            return MappedVersion.Refuse($"NuGet feeds ignore build metadata, so {semantic} could not be told from {semantic.Base}");
        if (!tolerant && StrictOffence(semantic) is { } offence)
            return MappedVersion.Refuse(offence);
        return Numbers(semantic.ToString());
    }

    private static MappedVersion Numbers(string text) =>
        NuGetVersionText.TryParse(text, out var native)
            ? MappedVersion.To(native.Normalized)
            : MappedVersion.Refuse($"a number of {text} is too large: NuGet counts up to {int.MaxValue}");

    private static string? FourNumbers(ReleaseVersion version)
    {
        var plain = version switch
        {
            ReleaseVersion.Loose loose => loose.Version.Suffix.Length == 0,
            ReleaseVersion.Python python => python.Version.ToString() == NumericCore.Text(python.Version.Release),
            _ => false,
        };
        return plain && NumericCore.Trim(version.Core).Length == 4 ? NumericCore.Text(NumericCore.Trim(version.Core)) : null;
    }

    private static string? StrictOffence(SemanticVersion version)
    {
        if (version.PreRelease.Any(identifier => identifier.Any(char.IsAsciiLetterUpper)))
            return "NuGet does not tell capitals from small letters; write the pre-release in small letters";
        if (version.PreRelease.Any(identifier => identifier.StartsWith('-')))
            return "NuGet would read a label that begins with a hyphen as a negative number";
        return version.PreRelease.FirstOrDefault(i => DecimalDigits.Are(i) && DecimalDigits.Value(i) > new BigInteger(int.MaxValue)) is { } label
            ? $"NuGet compares {label} as a word, since it counts up to {int.MaxValue}; use a smaller number, such as a date without the time"
            : null;
    }
}
