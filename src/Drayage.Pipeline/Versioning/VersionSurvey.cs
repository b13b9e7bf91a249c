using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Planning;

namespace Drayage.Pipeline.Versioning;

/// <summary>All versions of a repository and where they stand.</summary>
public sealed record VersionSurvey
{
    public required ImmutableArray<VersionLine> Lines { get; init; }

    /// <summary>Lock files that only their own tools can renew.</summary>
    public required ImmutableArray<LockFile> Locks { get; init; }

    /// <summary>What could not be read: locators that match nothing, lines without a version.</summary>
    public required ImmutableArray<VersionProblem> Unreadable { get; init; }

    public required SourceRevision Source { get; init; }

    /// <exception cref="ReleaseException">The configuration asks for what the repository does not have.</exception>
    public static VersionSurvey Of(PlanRequest request, IReadOnlyDictionary<string, IEcosystem> ecosystems)
    {
        var history = new TagHistory(request);
        var places = new PlaceFinder(request, ecosystems);
        var reading = new VersionReading(request, history);
        var lines = ImmutableArray.CreateBuilder<VersionLine>();
        foreach (var group in new ComponentResolution(request, ecosystems).Resolve().GroupBy(component => TagHistory.LineOf(component.Settings), StringComparer.Ordinal))
        {
            var members = group.ToArray();
            var source = members[0].Settings.OwnVersion ?? request.Settings.SharedVersion!;
            try
            {
                var read = reading.Of(group.Key, source, members);
                lines.Add(new VersionLine
                {
                    Name = group.Key,
                    Members = [.. members.Select(member => member.Settings)],
                    Version = read.Version,
                    Place = read.Place,
                    IsFromTags = read.IsFromTags,
                    Places = places.Of(read.Version, source, members),
                    Tags = history.PatternOf(group.Key),
                    Released = history.Releases(group.Key),
                });
            }
            catch (ReleaseException unreadable)
            {
                places.Unreadable.Add(VersionProblem.Of(unreadable));
            }
        }

        return new VersionSurvey { Lines = lines.ToImmutable(), Locks = places.Locks, Unreadable = [.. places.Unreadable.Distinct()], Source = request.Source };
    }
}
