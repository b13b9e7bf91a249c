using System.Globalization;
using Drayage.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Drayage.Registries.Oci;

/// <summary>Sends a blob or one range of it (RFC 9110 section 14); the digest is the entity tag.</summary>
internal static class BlobAnswer
{
    private const int PieceSize = 64 * 1024;

    /// <param name="size">Bytes of the file.</param>
    public static async Task SendAsync(HttpContext context, string path, long size, Digest digest)
    {
        var headers = context.Response.Headers;
        headers.ETag = $"\"{digest}\"";
        headers.AcceptRanges = "bytes";
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(headers.ETag.ToString(), StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var (start, end) = (0L, size - 1);
        if (AsksForRange(context.Request, headers.ETag) is { } range)
        {
            if (range.Start > Math.Min(range.End, size - 1))
            {
                headers.ContentRange = $"bytes */{size}";
                throw new OciRefusal(StatusCodes.Status416RangeNotSatisfiable, "SIZE_INVALID", "the range is not within the blob", $"the blob has {size} bytes");
            }
            (start, end) = (range.Start, Math.Min(range.End, size - 1));
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            headers.ContentRange = $"bytes {start}-{end}/{size}";
        }
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = end - start + 1;
        if (HttpMethods.IsGet(context.Request.Method))
            await CopyAsync(context, path, start, end - start + 1);

        Range? AsksForRange(HttpRequest request, StringValues tag) =>
            !HttpMethods.IsGet(request.Method) || (request.Headers.IfRange is { Count: > 0 } condition && condition != tag)
                ? null
                : Parse(request.Headers.Range.ToString(), size);
    }

    // From the page cache straight into the memory that the socket is fed from.
    private static async Task CopyAsync(HttpContext context, string path, long start, long length)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
        var body = context.Response.BodyWriter;
        while (length > 0)
        {
            var memory = body.GetMemory((int)Math.Min(PieceSize, length));
            var read = RandomAccess.Read(file, memory.Span[..(int)Math.Min(memory.Length, length)], start);
            if (read == 0)
                throw new IOException($"{path} is shorter than it was");
            (start, length) = (start + read, length - read);
            body.Advance(read);
            await body.FlushAsync(context.RequestAborted);
        }
    }

    // Several ranges at once, and other units than bytes, are answered with the whole, which is always allowed.
    private static Range? Parse(string header, long size)
    {
        const string Unit = "bytes=";
        if (!header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase) || header.Contains(',', StringComparison.Ordinal))
            return null;
        var ends = header[Unit.Length..].Trim().Split('-');
        if (ends.Length != 2)
            return null;
        if (ends[0].Length == 0)
            return Number(ends[1]) is { } last ? new Range(last == 0 ? size : Math.Max(0, size - last), size - 1) : null;
        if (Number(ends[0]) is not { } start)
            return null;
        return ends[1].Length == 0 ? new Range(start, long.MaxValue) : Number(ends[1]) is { } end ? new Range(start, end) : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Range(long Start, long End);
}
