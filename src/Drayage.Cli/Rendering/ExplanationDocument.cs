using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Commands;
using Drayage.Platform.Secrets;

namespace Drayage.Cli.Rendering;

/// <summary>The output of <c>drayage explain --json</c>: the most specific first.</summary>
internal sealed record ExplanationDocument(ImmutableArray<ExplainedDocument> Failures)
{
    public static string Write(ImmutableArray<Explained> explained, Redactor redactor) => JsonSerializer.Serialize(
        new ExplanationDocument([.. explained.Select(e => new ExplainedDocument(
            e.Failure.Id, e.Failure.Title, e.Failure.What, e.Failure.Why, e.Failure.Remedies, e.Failure.Page, e.Weight,
            e.Finding?.Source, e.Finding?.Line, e.Finding is { } finding ? redactor.Redact(finding.Excerpt) : null, e.Finding?.Count))]),
        ReportJson.Readable.ExplanationDocument);
}

internal sealed record ExplainedDocument(
    string Id, string Title, string What, string Why, ImmutableArray<string> Remedies, string Page, int Weight, string? Source, int? Line, string? Excerpt, int? Count);
