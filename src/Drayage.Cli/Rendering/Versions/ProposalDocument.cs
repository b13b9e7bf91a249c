using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Pipeline.Changelogs;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Rendering.Versions;

/// <summary>The output of <c>drayage version next --json</c>.</summary>
internal sealed record ProposalDocument(ImmutableArray<LineProposalDocument> Versions)
{
    public static string Write(ImmutableArray<VersionLine> lines, ImmutableDictionary<VersionLine, VersionProposal> proposals) => JsonSerializer.Serialize(
        new ProposalDocument([.. lines.Select(line => new LineProposalDocument(
            line.Name,
            [.. line.Members.Select(member => member.Id.Text)],
            line.Version.Text,
            proposals[line].Since,
            proposals[line].Version?.Text,
            proposals[line].Step?.ToString().ToLowerInvariant(),
            proposals[line].Reason?.Commit.Id.Hex,
            proposals[line].Reason?.Commit.Subject))]),
        ReportJson.Readable.ProposalDocument);
}

/// <param name="Next">Null where there is nothing to release.</param>
internal sealed record LineProposalDocument(
    string Name, ImmutableArray<string> Components, string Version, string? LastTag, string? Next, string? Step, string? Commit, string? Subject);
