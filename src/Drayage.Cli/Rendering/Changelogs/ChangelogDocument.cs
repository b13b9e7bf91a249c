using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Pipeline.Changelogs;

namespace Drayage.Cli.Rendering.Changelogs;

/// <summary>The output of <c>drayage changelog --json</c>.</summary>
internal sealed record ChangelogDocument(ImmutableArray<ReleaseChangesDocument> Releases)
{
    public static string Write(IEnumerable<ReleaseChanges> releases) => JsonSerializer.Serialize(
        new ChangelogDocument([.. releases.Select(release => new ReleaseChangesDocument(
            release.Version?.Text,
            release.Tag,
            release.Previous,
            release.Date,
            release.Commit,
            [.. release.Changes.Select(Of)]))]),
        ReportJson.Readable.ChangelogDocument);

    private static ChangeDocument Of(Change change) => new(
        change.Commit.Id.Hex,
        change.Message.IsConventional ? change.Message.Type : null,
        change.Message.Scope,
        change.Description,
        change.Message.IsBreaking,
        change.Message.BreakingNote,
        change.Message.Body,
        change.Authors,
        [.. change.References.Select(reference => reference.Text)]);
}

internal sealed record ReleaseChangesDocument(
    string? Version, string? Tag, string? PreviousTag, DateTimeOffset Date, string Commit, ImmutableArray<ChangeDocument> Changes);

internal sealed record ChangeDocument(
    string Commit,
    string? Type,
    string? Scope,
    string Description,
    bool Breaking,
    string? BreakingNote,
    string Body,
    ImmutableArray<string> Authors,
    ImmutableArray<string> References);
