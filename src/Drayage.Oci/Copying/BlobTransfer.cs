using System.Collections.Immutable;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>Sends blobs to one target, several at a time, and counts what became of them.</summary>
internal sealed class BlobTransfer(IImageSource source, IImageTarget target, CopyOptions options)
{
    private readonly BroadcastSource? shared = source as BroadcastSource;
    private int sent;
    private int mounted;
    private int present;
    private long bytes;

    public CopyReport ReportOn(ManifestDocument root) => new()
    {
        Root = root,
        BlobsSent = sent,
        BlobsMounted = mounted,
        BlobsPresent = present,
        BytesSent = bytes,
        ManifestsSent = 0,
    };

    /// <summary>Large ones first: the last transfer to end decides how long it all takes.</summary>
    public Task SendAsync(ImmutableArray<Descriptor> blobs, BlobQuestions questions, CancellationToken cancellationToken)
    {
        ImmutableArray<Descriptor> ordered =
        [
            .. blobs.Where(blob => !MediaTypes.IsForeignLayer(blob.MediaType))
                .DistinctBy(blob => blob.Digest)
                .OrderByDescending(blob => blob.Size)
                .ThenBy(blob => blob.Digest.ToString(), StringComparer.Ordinal),
        ];
        options.Observer?.Invoke(new CopyEvent.Counted(target, ordered.Length, ordered.Sum(blob => blob.Size)));
        shared?.Expect(ordered);
        return ForEachAsync(ordered, async (blob, token) => await CopyAsync(blob, questions, token), cancellationToken);
    }

    public Task ForEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, ValueTask> body, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken }, body);

    private async Task CopyAsync(Descriptor blob, BlobQuestions questions, CancellationToken cancellationToken)
    {
        var way = await questions.AskAsync(blob, cancellationToken) ? BlobWay.Present
            : await target.PutBlobAsync(blob, (offset, token) => OpenAsync(blob, offset, token), cancellationToken) ? BlobWay.Sent
            : BlobWay.Mounted;
        shared?.Settle(blob);
        switch (way)
        {
            case BlobWay.Sent:
                Interlocked.Increment(ref sent);
                Interlocked.Add(ref bytes, blob.Size);
                break;
            case BlobWay.Mounted:
                Interlocked.Increment(ref mounted);
                break;
            default:
                Interlocked.Increment(ref present);
                break;
        }
        options.Observer?.Invoke(new CopyEvent.Ended(target, blob, way));
    }

    private async Task<Stream> OpenAsync(Descriptor blob, long offset, CancellationToken cancellationToken)
    {
        var stream = target.ChecksDigests
            ? await source.OpenUncheckedBlobAsync(blob, offset, cancellationToken)
            : await source.OpenBlobAsync(blob, offset, cancellationToken);
        if (options.Observer is not { } observer)
            return stream;
        var position = offset;
        return new CountedStream(stream, count => observer(new CopyEvent.Moved(target, blob, position += count)));
    }
}
