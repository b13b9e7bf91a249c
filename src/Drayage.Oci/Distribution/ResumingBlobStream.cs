using System.Net;
using Drayage.Oci.Documents;
using Drayage.Platform.Storage;

namespace Drayage.Oci.Distribution;

/// <summary>
/// Reads a blob and, when the connection breaks, goes on from the same byte with a Range request. The bytes are not
/// checked here: see <see cref="Content.VerifiedStream"/> around it.
/// </summary>
internal sealed class ResumingBlobStream : ForwardStream
{
    /// <summary>Breaks without <see cref="Advance"/> in between.</summary>
    private const int MaxBreaks = 4;

    /// <summary>Bytes between two breaks that show that it is worth going on.</summary>
    private const int Advance = 16 * 1024;

    private readonly RegistryTransport transport;
    private readonly RegistryRequest request;
    private readonly Descriptor blob;
    private HttpResponseMessage? response;
    private Stream body = Null;
    private long position;
    private int breaks;
    private long lastBreak;

    private ResumingBlobStream(RegistryTransport transport, RegistryRequest request, Descriptor blob, long offset)
    {
        this.transport = transport;
        this.request = request;
        this.blob = blob;
        position = offset;
    }

    /// <summary>Opens the blob at an offset.</summary>
    public static async Task<ResumingBlobStream> OpenAsync(
        RegistryTransport transport, RegistryRequest request, Descriptor blob, long offset, CancellationToken cancellationToken)
    {
        var stream = new ResumingBlobStream(transport, request, blob, offset);
        await stream.ConnectAsync(cancellationToken);
        return stream;
    }

    public override long Length => blob.Size;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var read = await body.ReadAsync(buffer, cancellationToken);
                // A chunked body may end early without an error.
                if (read == 0 && position < blob.Size && buffer.Length > 0 && breaks < MaxBreaks)
                    throw new HttpIOException(HttpRequestError.ResponseEnded, $"the body ended after {position} of {blob.Size} bytes");
                position += read;
                return read;
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException)
            {
                breaks = position - lastBreak >= Advance ? 1 : breaks + 1;
                lastBreak = position;
                if (breaks > MaxBreaks)
                    throw new RegistryException(request.Method, request.Uri, null, [], $"cut off after {position} of {blob.Size} bytes", failure);
            }
            await ConnectAsync(cancellationToken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            response?.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await body.DisposeAsync();
        response?.Dispose();
        var resume = request with { RangeStart = position > 0 ? position : null };
        response = await transport.SendAsync(resume, cancellationToken, HttpStatusCode.OK, HttpStatusCode.PartialContent);
        body = new PacedStream(await response.Content.ReadAsStreamAsync(cancellationToken), transport.Stall);
        var start = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? position : 0;
        if (start > position)
            throw new RegistryException(request.Method, request.Uri, response.StatusCode, [], $"asked for bytes from {position}, got bytes from {start}");
        await SkipAsync(position - start, cancellationToken);
    }

    /// <summary>A server that knows no ranges sends the whole again.</summary>
    private async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellationToken);
            if (read == 0)
                return;
            count -= read;
        }
    }
}
