using System.Collections.Immutable;
using Drayage.Model.Versions;

namespace Drayage.Pipeline.Versioning;

/// <summary>Compares what all places of a line say.</summary>
public static class VersionCheck
{
    /// <summary>Every disagreement, in the order of the files.</summary>
    public static ImmutableArray<VersionProblem> Of(VersionSurvey survey, IEnumerable<VersionLine> lines) =>
    [
        .. survey.Unreadable,
        .. lines.SelectMany(line => line.Places.Where(place => !place.Agrees(line.Version, survey.Source)).Select(place => Disagreement(survey, line, place))),
        .. lines.SelectMany(Unspellable),
    ];

    private static VersionProblem Disagreement(VersionSurvey survey, VersionLine line, VersionPlace place) => place.Role == VersionRole.Requirement
        ? new VersionProblem(
            $"{place.At} shuts out version {line.Version.Text} of {place.Subject}",
            $"it requires '{place.Text}', and {line.Place} says {line.Version.Text}",
            "correct the requirement",
            place.At)
        : new VersionProblem(
            $"{place.At} says {place.Text} for {place.Subject}",
            $"{line.Place} says {line.Version.Text}" + (Expected(survey, line, place) is { } expected && expected != line.Version.Text ? $", which is {expected} there" : ""),
            $"set all places of it: drayage version set {line.Version.Text}{(survey.Lines.Length > 1 ? $" --only {line.Members[0].Id}" : "")}",
            place.At);

    private static string? Expected(VersionSurvey survey, VersionLine line, VersionPlace place)
    {
        try
        {
            return place.For(line, line.Version, survey.Source);
        }
        catch (Model.ReleaseException)
        {
            return null;
        }
    }

    private static IEnumerable<VersionProblem> Unspellable(VersionLine line) =>
        from spelling in line.Places.Where(place => place.Template is null).Select(place => place.Spelling).OfType<NativeSpelling>().Distinct()
        where line.Native(spelling, line.Version) is MappedVersion.Refused
        select new VersionProblem(
            $"version {line.Version.Text} has no {spelling} spelling",
            $"{((MappedVersion.Refused)line.Native(spelling, line.Version)).Reason}; it stands in {line.Place}",
            "choose a version that every package can carry, or give a component its own spelling: spelling",
            At: null);
}
