using System.Globalization;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.PythonIndex.Caching;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Drayage.PythonIndex.Serving;

/// <summary>Sends a blob or a range of it (RFC 9110, 14): from the cache, or from the registry while it is hashed and kept.</summary>
internal sealed class FileAnswer(BlobCache cache)
{
    private const int PieceSize = 64 * 1024;

    public async Task SendAsync(HttpContext context, RepositoryClient repository, Descriptor blob, string mediaType)
    {
        var (request, response) = (context.Request, context.Response);
        var tag = new EntityTagHeaderValue($"\"{blob.Digest}\"");
        response.Headers.ETag = tag.ToString();
        response.Headers.AcceptRanges = "bytes";
        // The address has the digest in it.
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        if (Conditions.IsKnown(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = mediaType;
        var range = RangeOf(request, tag, blob.Size);
        if (range is { Length: 0 })
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{blob.Size}");
            return;
        }

        response.ContentLength = range?.Length ?? blob.Size;
        if (range is { } part)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {part.Start}-{part.Start + part.Length - 1}/{blob.Size}");
        }

        if (!HttpMethods.IsHead(request.Method))
            await SendBodyAsync(context, repository, blob, range);
    }

    private async Task SendBodyAsync(HttpContext context, RepositoryClient repository, Descriptor blob, ByteRange? range)
    {
        var cancellationToken = context.RequestAborted;
        if (cache.TryOpen(blob.Digest, blob.Size) is { } kept)
        {
            await using var file = kept;
            file.Position = range?.Start ?? 0;
            await CopyAsync(file, context.Response.Body, range?.Length ?? blob.Size, cancellationToken);
        }
        else if (range is { } part)
        {
            await using var remote = await repository.OpenUncheckedBlobAsync(blob, part.Start, cancellationToken);
            await CopyAsync(remote, context.Response.Body, part.Length, cancellationToken);
        }
        else
        {
            await using var remote = await repository.OpenBlobAsync(blob, 0, cancellationToken);
            ReadOnlyMemory<byte> last = default;
            await cache.PutAsync(async (file, token) => last = await TeeAsync(remote, file, context.Response.Body, token), blob.Size, cancellationToken);
            await context.Response.Body.WriteAsync(last, cancellationToken);
        }
    }

    /// <summary>
    /// Copies a stream that ends in a failure where its digest is wrong, and holds the last piece back from the client until then: it
    /// never has the whole of something else. The failure ends the connection before the announced length is reached.
    /// </summary>
    /// <returns>The last piece, for the client when the file is kept.</returns>
    private static async Task<ReadOnlyMemory<byte>> TeeAsync(Stream source, Stream file, Stream client, CancellationToken cancellationToken)
    {
        var (held, next) = (new byte[PieceSize], new byte[PieceSize]);
        var length = await source.ReadAtLeastAsync(held, held.Length, throwOnEndOfStream: false, cancellationToken);
        while (true)
        {
            var following = await source.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, cancellationToken);
            await file.WriteAsync(held.AsMemory(0, length), cancellationToken);
            if (following == 0)
                return held.AsMemory(0, length);
            await client.WriteAsync(held.AsMemory(0, length), cancellationToken);
            (held, next, length) = (next, held, following);
        }
    }

    private static async Task CopyAsync(Stream source, Stream client, long length, CancellationToken cancellationToken)
    {
        var buffer = new byte[PieceSize];
        while (length > 0)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException($"{length} bytes are lacking");
            await client.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            length -= read;
        }
    }

    /// <returns>Null for the whole; a length of 0 for what the file does not have. Several ranges at once are answered with the whole, which is always allowed.</returns>
    private static ByteRange? RangeOf(HttpRequest request, EntityTagHeaderValue tag, long size)
    {
        if (!RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var asked) || asked is not { Unit.Value: "bytes", Ranges.Count: 1 })
            return null;
        if (request.Headers.IfRange.ToString() is { Length: > 0 } condition && condition != tag.ToString())
            return null;
        var item = asked.Ranges.First();
        var start = item.From ?? Math.Max(0, size - item.To!.Value);
        var end = item.From is null ? size - 1 : Math.Min(item.To ?? size - 1, size - 1);
        return start > end ? new ByteRange(start, 0) : new ByteRange(start, end - start + 1);
    }

    private sealed record ByteRange(long Start, long Length);
}
