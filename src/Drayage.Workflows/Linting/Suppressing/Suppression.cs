using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Suppressing;

/// <summary>A comment <c># drayage: ignore ID -- reason</c>.</summary>
/// <param name="Rules">Ids, at least one.</param>
/// <param name="FirstLine">One-based first line whose findings are meant.</param>
/// <param name="LastLine">The last such line.</param>
internal sealed record Suppression(ImmutableArray<string> Rules, string? Reason, int FirstLine, int LastLine, SourcePlace Place)
{
    public bool Covers(Finding finding) =>
        finding.Place.Line >= FirstLine && finding.Place.Line <= LastLine && Rules.Contains(finding.Rule);
}
