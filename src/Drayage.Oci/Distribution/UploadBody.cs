using System.Globalization;
using System.Net.Http.Headers;

namespace Drayage.Oci.Distribution;

/// <summary>Bodies of uploads, and what registries answer about how far they have come.</summary>
internal static class UploadBody
{
    private const int BufferSize = 128 * 1024;

    /// <summary>So many bytes of a stream that may go on: a source that changed must not break the framing.</summary>
    public static StreamContent Of(Stream stream, long length)
    {
        var content = new StreamContent(new SliceStream(stream, length), BufferSize);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentLength = length;
        return content;
    }

    public static StreamContent Chunk(Stream stream, long offset, long length)
    {
        var content = Of(stream, length);
        // Not the header class: it writes "bytes 0-9/*", the specification wants "0-9".
        content.Headers.TryAddWithoutValidation("Content-Range", $"{offset}-{offset + length - 1}");
        return content;
    }

    /// <summary>
    /// The count that a <c>Range: 0-N</c> header reports. Zero bytes have no such form; registries answer <c>0-0</c>
    /// or <c>0--1</c> then.
    /// </summary>
    public static long? EndOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Range", out var values))
            return null;
        var text = values.First().Replace("bytes=", "", StringComparison.Ordinal);
        return text.StartsWith("0-", StringComparison.Ordinal) && long.TryParse(text.AsSpan(2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last)
            ? last > 0 ? last + 1 : 0
            : null;
    }

    /// <summary>The shortest chunk that the registry takes, in bytes.</summary>
    public static long MinChunkOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values)
        && long.TryParse(values.First(), CultureInfo.InvariantCulture, out var length) ? length : 0;
}
