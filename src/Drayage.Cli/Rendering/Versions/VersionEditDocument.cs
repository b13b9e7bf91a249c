using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Rendering.Versions;

/// <summary>The output of the commands that edit versions with <c>--json</c>.</summary>
internal sealed record VersionEditDocument
{
    public required bool DryRun { get; init; }

    public required ImmutableArray<VersionMoveDocument> Versions { get; init; }

    /// <summary>Lock files that only their own tools can renew.</summary>
    public required ImmutableArray<LockFileDocument> Renew { get; init; }

    public static string Write(ImmutableArray<VersionMove> moves, ImmutableArray<LockFile> stale, bool isDry) => JsonSerializer.Serialize(
        new VersionEditDocument
        {
            DryRun = isDry,
            Versions = [.. moves.Select(move => new VersionMoveDocument(
                move.Line.Name,
                [.. move.Line.Members.Select(member => member.Id.Text)],
                move.Line.Version.Text,
                move.To.Text,
                move.Line.Tags.Format(move.To),
                [.. move.Edits.Select(edit => new PlaceEditDocument(edit.Place.At.Path, edit.Place.At.Line, edit.Place.At.Column, edit.Place.Text, edit.Text))]))],
            Renew = [.. stale.Select(file => new LockFileDocument(file.Path, file.Command))],
        },
        ReportJson.Readable.VersionEditDocument);
}

internal sealed record VersionMoveDocument(string Name, ImmutableArray<string> Components, string From, string To, string Tag, ImmutableArray<PlaceEditDocument> Edits);

internal sealed record PlaceEditDocument(string Path, int Line, int Column, string From, string To);

internal sealed record LockFileDocument(string Path, string Command);
