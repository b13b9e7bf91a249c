using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Model.Versions.Requirements;
using Drayage.Pipeline.Naming;

namespace Drayage.Pipeline.Versioning;

/// <summary>What a place says of a version, and what it is to say.</summary>
internal static class PlaceText
{
    /// <summary>Whether the place says this version: for a requirement, whether it admits it.</summary>
    public static bool Agrees(this VersionPlace place, ReleaseVersion version, SourceRevision source) => place switch
    {
        { Role: VersionRole.Requirement, Spelling: { } spelling } =>
            VersionMap.To(spelling, version) is not MappedVersion.Mapped(var native) || VersionRequirement.Admits(spelling, place.Text, native) != false,
        { Template: { } template } => place.Text == template.Render(version, source),
        // An application may write its version with a v that the chart's own has not.
        { Follows: true, Spelling: { } spelling } => VersionMap.SameRelease(place.Text.TrimStart('v', 'V'), spelling, version),
        { Spelling: { } spelling } => VersionMap.SameRelease(place.Text, spelling, version),
        _ => ReleaseVersion.Recognise(place.Text) is { } read && read.Equals(version),
    };

    /// <summary>What is to stand there for a version; what stands there now where that is right already.</summary>
    /// <param name="line">The line as it is.</param>
    /// <exception cref="ReleaseException">The place cannot say it.</exception>
    public static string For(this VersionPlace place, VersionLine line, ReleaseVersion version, SourceRevision source) => place switch
    {
        { Role: VersionRole.Requirement, Spelling: { } spelling } => Requirement(place, line, spelling, version),
        { Template: { } template } => template.Render(version, source),
        // The spelling that a manifest has of the same version is its own business: 1.0 stays 1.0.
        _ when place.Agrees(version, source) => place.Text,
        { Spelling: { } spelling } => WithSign(place.Text, Native(place, line, spelling, version)),
        _ => WithSign(place.Text, version.Text),
    };

    /// <summary>The version in the place's own ecosystem.</summary>
    /// <exception cref="ReleaseException">It has no spelling there.</exception>
    private static string Native(VersionPlace place, VersionLine line, NativeSpelling spelling, ReleaseVersion version) => line.Native(spelling, version) switch
    {
        MappedVersion.Mapped(var text) => text,
        MappedVersion.Refused(var reason) => throw new ReleaseException(
            ExitCode.Refused,
            $"{place.At} cannot say version {version.Text} of {place.Subject}",
            reason,
            "choose a version that every package can carry, or give a component its own spelling: spelling")
        { At = place.At },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Requirement(VersionPlace place, VersionLine line, NativeSpelling spelling, ReleaseVersion version)
    {
        if (VersionMap.To(spelling, line.Version) is not MappedVersion.Mapped(var from))
            from = line.Version.Text;
        return VersionRequirement.Move(spelling, place.Text, from, Native(place, line, spelling, version)) switch
        {
            MovedRequirement.Rewritten(var text) => text,
            MovedRequirement.ShutOut => throw new ReleaseException(
                ExitCode.Refused,
                $"{place.At} would shut out version {version.Text}",
                $"'{place.Text}' is what is required of {place.Subject}",
                "edit the requirement there, so that it admits both versions or names the present one alone")
            { At = place.At },
            _ => place.Text,
        };
    }

    // v1.2.0 in a chart or a constant stays with its letter.
    private static string WithSign(string present, string text) =>
        present is ['v' or 'V', >= '0' and <= '9', ..] && text[0] is not ('v' or 'V') ? present[0] + text : text;
}
