using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Images;
using Drayage.Oci.Attaching;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;
using Spectre.Console;

namespace Drayage.Cli.Rendering.Images;

/// <summary>Tells what was attached to what.</summary>
internal static class AttachReport
{
    public static void Write(Terminal terminal, NamedImage named, ReferrerSource attached, CopyReport report, bool json)
    {
        var manifest = attached.Manifest;
        var subject = manifest.Manifest.Subject!.Digest.ToString();
        if (json)
        {
            var document = new AttachDocument(
                named.Name, subject, manifest.Digest.ToString(), manifest.Manifest.ArtifactType!, report.ReferrersSent > 0, report.BytesSent, AttachedDocumentReport.Of(manifest));
            terminal.Output.WriteLine(JsonSerializer.Serialize(document, ImageJson.Readable.AttachDocument));
            return;
        }
        var what = report.ReferrersSent > 0 ? "[green]attached[/]" : "[green]was attached before[/]";
        terminal.Results.MarkupLine($"{what} {Markup.Escape($"{manifest.Manifest.ArtifactType} {manifest.Digest}")}");
        terminal.Output.WriteLine($"  to {named.Name} ({subject}); {ByteCount.Text(report.BytesSent)} sent");
    }
}

/// <summary>The output of <c>drayage image attach --json</c>. Sizes are bytes.</summary>
/// <param name="Image">As it was named.</param>
/// <param name="Subject">Digest of the manifest or index that it was attached to.</param>
/// <param name="Digest">Of the artifact manifest.</param>
/// <param name="Attached">False when it was attached before, so that nothing was sent.</param>
internal sealed record AttachDocument(
    string Image, string Subject, string Digest, string ArtifactType, bool Attached, long BytesSent, ImmutableArray<AttachedDocumentReport> Documents);

/// <summary>A document of an artifact.</summary>
/// <param name="Name">Of the file; null where the artifact tells none.</param>
internal sealed record AttachedDocumentReport(string? Name, string MediaType, string Digest, long Size)
{
    public static ImmutableArray<AttachedDocumentReport> Of(ManifestDocument document) => document is ManifestDocument.Image image
        ? [.. image.Manifest.Layers.Select(layer => new AttachedDocumentReport(
            layer.Annotations?.GetValueOrDefault(ReferrerContent.TitleAnnotation), layer.MediaType, layer.Digest.ToString(), layer.Size))]
        : [];
}
