using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Images;
using Drayage.Model;
using Spectre.Console;

namespace Drayage.Cli.Rendering.Images;

/// <summary>Tells what a copy came to.</summary>
internal static class CopySummary
{
    public static void Write(Terminal terminal, CopyResult result, bool json)
    {
        if (result.Chosen.IsNewIndex)
            ErrorMessage.Warning(terminal, $"an index of the chosen platforms alone has a digest of its own: {result.Chosen.Root.Digest} instead of {result.Chosen.Whole.Digest}");
        if (json)
            terminal.Output.WriteLine(JsonSerializer.Serialize(CopyDocument.Of(result), ImageJson.Readable.CopyDocument));
        else
            WriteText(terminal, result);
        foreach (var failure in result.Copies.Select(copy => copy.Failure).OfType<ReleaseException>())
            ErrorMessage.Write(terminal, failure);
    }

    private static void WriteText(Terminal terminal, CopyResult result)
    {
        foreach (var copy in result.Copies.Where(copy => copy.Report is not null))
        {
            var report = copy.Report!;
            terminal.Results.MarkupLine($"[green]copied[/] {Markup.Escape(copy.Destination.Location.ToString())}  {Markup.Escape(report.Root.Digest.ToString())}");
            terminal.Output.WriteLine($"  {Counted.Of(report.BlobsSent, "blob")} sent, {report.BlobsMounted} mounted, {report.BlobsPresent} present; {ByteCount.Text(report.BytesSent)}, {Counted.Of(report.ManifestsSent, "manifest")}");
            if (report.Referrers > 0)
                terminal.Output.WriteLine($"  {Counted.Of(report.Referrers, "referrer")}, {report.ReferrersSent} of them sent");
        }
        var bytes = result.Copies.Sum(copy => copy.Report?.BytesSent ?? 0);
        var seconds = result.Copies.Max(copy => copy.Elapsed).TotalSeconds;
        terminal.Output.WriteLine($"{Counted.Of(result.Requests, "request")}, {seconds:0.0} s, {ByteCount.Text((long)(bytes / Math.Max(seconds, 0.001)))}/s");
    }
}

/// <summary>The output of <c>drayage image copy --json</c>.</summary>
/// <param name="Requests">Answered by all registries together.</param>
internal sealed record CopyDocument(
    string Source, string Digest, string? WholeDigest, double Seconds, int Requests, ImmutableArray<CopyReportEntry> Destinations)
{
    public static CopyDocument Of(CopyResult result) => new(
        result.Named.Name,
        result.Chosen.Root.Digest.ToString(),
        result.Chosen.Root.Digest == result.Chosen.Whole.Digest ? null : result.Chosen.Whole.Digest.ToString(),
        Math.Round(result.Copies.Max(copy => copy.Elapsed).TotalSeconds, 3),
        result.Requests,
        [.. result.Copies.Select(CopyReportEntry.Of)]);
}

internal sealed record CopyReportEntry(
    string Destination, bool Copied, long? BytesSent, int? BlobsSent, int? BlobsMounted, int? BlobsPresent, int? ManifestsSent, int? Referrers, int? ReferrersSent, string? Error, string? Because)
{
    public static CopyReportEntry Of(CopiedImage copy) => new(
        copy.Destination.Location.ToString(),
        copy.Report is not null,
        copy.Report?.BytesSent,
        copy.Report?.BlobsSent,
        copy.Report?.BlobsMounted,
        copy.Report?.BlobsPresent,
        copy.Report?.ManifestsSent,
        copy.Report?.Referrers,
        copy.Report?.ReferrersSent,
        copy.Failure?.Message,
        copy.Failure?.Because);
}
