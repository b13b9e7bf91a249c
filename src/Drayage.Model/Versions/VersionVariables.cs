using System.Collections.Immutable;

namespace Drayage.Model.Versions;

/// <summary>What templates may say of a version. Native spellings that the version does not have are absent, with the reason.</summary>
public sealed record VersionVariables
{
    private VersionVariables(ImmutableSortedDictionary<string, string> values, ImmutableSortedDictionary<string, string> refused)
    {
        Values = values;
        Refused = refused;
    }

    /// <summary>
    /// <c>version</c>, <c>base</c> (without pre-release and build), <c>major</c>, <c>minor</c>, <c>patch</c> (0 where absent),
    /// <c>prerelease</c> and <c>build</c> (without their sign, perhaps empty), <c>pre_label</c> and <c>pre_number</c> (<c>rc</c> and <c>1</c>
    /// of <c>1.0.0-rc.1</c> and <c>1.0.0rc1</c>, perhaps empty), and as far as they exist
    /// <c>pep440</c>, <c>nuget</c>, <c>oci_tag</c>, <c>cargo</c>, <c>npm</c>, <c>go</c>, <c>helm</c>, <c>debian</c>, <c>maven</c>.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Values { get; }

    /// <summary>The native spellings among <see cref="Values"/>.</summary>
    public ImmutableSortedDictionary<string, string> Native =>
        Values.RemoveRange(Values.Keys.Except(Enum.GetValues<NativeSpelling>().Select(NameOf)));

    /// <summary>Why a native spelling is missing from <see cref="Values"/>, by its name.</summary>
    public ImmutableSortedDictionary<string, string> Refused { get; }

    public static VersionVariables Of(ReleaseVersion version)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var refused = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        values["version"] = version.Text;
        values["base"] = BaseOf(version);
        values["major"] = NumericCore.At(version.Core, 0).ToString();
        values["minor"] = NumericCore.At(version.Core, 1).ToString();
        values["patch"] = NumericCore.At(version.Core, 2).ToString();
        values["prerelease"] = PreReleaseOf(version);
        values["pre_label"] = version.IsPreRelease ? version.Channel.Name : "";
        values["pre_number"] = PreNumberOf(version);
        values["build"] = version.Match(s => string.Join('.', s.Build), p => string.Join('.', p.Local), _ => "");
        foreach (var spelling in Enum.GetValues<NativeSpelling>())
        {
            switch (VersionMap.To(spelling, version))
            {
                case MappedVersion.Mapped(var text):
                    values[NameOf(spelling)] = text;
                    break;
                case MappedVersion.Refused(var reason):
                    refused[NameOf(spelling)] = reason;
                    break;
            }
        }
        return new(values.ToImmutable(), refused.ToImmutable());
    }

    private static string BaseOf(ReleaseVersion version)
    {
        var epoch = version is ReleaseVersion.Python { Version.Epoch: { IsZero: false } number } ? $"{number}!" : "";
        return epoch + NumericCore.Text(version.Core);
    }

    private static string PreReleaseOf(ReleaseVersion version) => version.Match(
        s => string.Join('.', s.PreRelease),
        p => string.Join('.', new[] { p.Pre?.ToString(), p.Dev is { } dev ? $"dev{dev}" : null }.Where(part => part is not null)),
        l => l.IsPreRelease ? l.Suffix.TrimStart('-', '.', '_', '~') : "");

    private static string PreNumberOf(ReleaseVersion version) => version.Match(
        s => s.PreRelease.FirstOrDefault(identifier => DecimalDigits.Are(identifier))
            ?? s.PreRelease.Select(identifier => identifier[identifier.TrimEnd("0123456789".ToCharArray()).Length..]).FirstOrDefault(digits => digits.Length > 0) ?? "",
        p => (p.Pre?.Number ?? p.Dev)?.ToString() ?? "",
        l => l.IsPreRelease ? l.Suffix[l.Suffix.TrimEnd("0123456789".ToCharArray()).Length..] : "");

    private static string NameOf(NativeSpelling spelling) => spelling == NativeSpelling.OciTag ? "oci_tag" : spelling.ToString().ToLowerInvariant();
}
