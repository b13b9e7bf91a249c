using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Versions;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Rendering.Versions;

/// <summary>The output of <c>drayage version --json</c> and <c>drayage version check --json</c>.</summary>
internal sealed record VersionDocument
{
    public required ImmutableArray<VersionLineDocument> Versions { get; init; }

    /// <summary>Null where nothing was compared.</summary>
    public ImmutableArray<VersionProblemDocument>? Problems { get; init; }

    public static string Write(VersionSurvey survey, IEnumerable<VersionLine> lines, ImmutableArray<VersionProblem>? problems = null) => JsonSerializer.Serialize(
        new VersionDocument
        {
            Versions = [.. lines.Select(line => new VersionLineDocument
            {
                Name = line.Name,
                Components = [.. line.Members.Select(member => member.Id.Text)],
                Version = line.Version.Text,
                Place = line.Place,
                Tag = line.Tags.Format(line.Version),
                LastTag = line.Released.IsEmpty ? null : line.Released[^1].Tag,
                Spellings = VersionVariables.Of(line.Version).Native,
                Places = [.. line.Places.Select(place => new VersionPlaceDocument(place.At.Path, place.At.Line, place.At.Column, place.Text, place.Subject, VersionTable.RoleOf(place)))],
            })],
            Problems = (problems ?? (survey.Unreadable.IsEmpty ? null : survey.Unreadable))?
                .Select(problem => new VersionProblemDocument(problem.Message, problem.Because, problem.Hint, problem.At?.Path, problem.At?.Line)).ToImmutableArray(),
        },
        ReportJson.Readable.VersionDocument);
}

internal sealed record VersionLineDocument
{
    public required string Name { get; init; }

    public required ImmutableArray<string> Components { get; init; }

    public required string Version { get; init; }

    public required string Place { get; init; }

    public required string Tag { get; init; }

    public required string? LastTag { get; init; }

    public required ImmutableSortedDictionary<string, string> Spellings { get; init; }

    public required ImmutableArray<VersionPlaceDocument> Places { get; init; }
}

internal sealed record VersionPlaceDocument(string Path, int Line, int Column, string Text, string Of, string Role);

internal sealed record VersionProblemDocument(string Error, string Because, string Hint, string? Path, int? Line);
