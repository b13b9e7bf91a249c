using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Images;

namespace Drayage.Cli.Rendering.Images;

/// <summary>Shows what is attached to an image.</summary>
internal static class ReferrerListReport
{
    public static void Write(Terminal terminal, NamedImage named, ImmutableArray<ReferrerReport> referrers, bool json)
    {
        if (json)
        {
            var document = new ReferrerListDocument(named.Name, named.Root.Digest.ToString(), referrers);
            terminal.Output.WriteLine(JsonSerializer.Serialize(document, ImageJson.Readable.ReferrerListDocument));
            return;
        }
        var table = new ResultTable(new("digest") { IsName = true }, "type", new("documents") { IsSparable = true }, new("size") { IsNumber = true, IsSparable = true });
        foreach (var referrer in referrers)
        {
            table.AddRow(
                referrer.Digest,
                referrer.ArtifactType ?? "",
                string.Join(", ", referrer.Documents.Select(document => document.Name ?? document.MediaType)),
                ByteCount.Text(referrer.ContentBytes));
        }
        table.Write(terminal);
    }
}

/// <summary>The output of <c>drayage image ls --referrers --json</c>.</summary>
/// <param name="Digest">Of the image.</param>
internal sealed record ReferrerListDocument(string Image, string Digest, ImmutableArray<ReferrerReport> Referrers);
