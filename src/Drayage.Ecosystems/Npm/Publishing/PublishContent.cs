using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>
/// The body of a publishing PUT: the document, and as its last member the attachments, of which the tarball is encoded while it is
/// sent, so that no package is ever held in memory.
/// </summary>
internal sealed class PublishContent : HttpContent
{
    // A multiple of three, so that pieces of base64 fit together without padding.
    private const int Piece = 3 * 32 * 1024;

    private readonly byte[] before;
    private readonly byte[] after;
    private readonly Func<Stream> open;
    private readonly long size;

    /// <param name="document">A JSON object.</param>
    /// <param name="name">Name of the tarball's attachment.</param>
    /// <param name="size">Bytes of the tarball.</param>
    /// <param name="open">Opens the tarball.</param>
    /// <param name="provenance">A bundle to attach; null for none.</param>
    public PublishContent(ReadOnlySpan<byte> document, string name, long size, Func<Stream> open, ProvenanceBundle? provenance)
    {
        this.size = size;
        this.open = open;
        before = Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(document[..^1])},\"_attachments\":{{{Quoted(name)}:{{\"content_type\":\"application/octet-stream\",\"data\":\"");
        after = Encoding.UTF8.GetBytes($"\",\"length\":{size}}}{(provenance is null ? "" : $",{Attachment(provenance)}")}}}}}");
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = before.Length + after.Length + ((size + 2) / 3 * 4);
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(before, cancellationToken);
        await using (var tarball = open())
        {
            var piece = new byte[Piece];
            var encoded = new byte[Base64.GetMaxEncodedToUtf8Length(Piece)];
            int read;
            while ((read = await tarball.ReadAtLeastAsync(piece, Piece, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                Base64.EncodeToUtf8(piece.AsSpan(0, read), encoded, out _, out var written);
                await stream.WriteAsync(encoded.AsMemory(0, written), cancellationToken);
            }
        }

        await stream.WriteAsync(after, cancellationToken);
    }

    private static string Attachment(ProvenanceBundle provenance) =>
        $"{Quoted(provenance.Name)}:{{\"content_type\":{Quoted(provenance.MediaType)},\"data\":{Quoted(provenance.Text)},\"length\":{provenance.Text.Length}}}";

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
