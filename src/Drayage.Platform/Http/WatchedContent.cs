using System.Net;

namespace Drayage.Platform.Http;

/// <summary>A request body that asks the gate before every piece, and renews the patience when the connection took it.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly HttpContent content;
    private readonly Patience patience;
    private readonly ISendGate? gate;

    public WatchedContent(HttpContent content, Patience patience, ISendGate? gate)
    {
        this.content = content;
        this.patience = patience;
        this.gate = gate;
        foreach (var (name, values) in content.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, values);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        content.CopyToAsync(new WatchedStream(stream, patience, gate), context);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        content.CopyToAsync(new WatchedStream(stream, patience, gate), context, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? 0;
        return content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
