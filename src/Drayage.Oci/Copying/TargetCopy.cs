using System.Collections.Immutable;
using Drayage.Oci.Content;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>Copies an image to one target.</summary>
internal sealed class TargetCopy(IImageSource source, ImageGraph graph, IImageTarget target, CopyOptions options)
{
    private readonly BroadcastSource? shared = source as BroadcastSource;
    private int sent;
    private int mounted;
    private int present;
    private long bytes;
    private int manifests;

    public async Task<CopyReport> RunAsync(CancellationToken cancellationToken)
    {
        var named = target.HasName ? await target.FindNamedAsync(cancellationToken) : null;
        var isNamed = named?.Digest == graph.Root.Digest;
        if (isNamed && !options.Verify)
            return Report();
        var survey = await TargetSurvey.TakeAsync(target, graph, named, options.Verify, cancellationToken);
        if (!survey.IsComplete)
            await SendAsync(survey, cancellationToken);
        if (target.HasName && !isNamed)
            await StoreAsync(graph.Root, survey, target.SetNameAsync, cancellationToken);
        return Report();
    }

    private CopyReport Report() => new()
    {
        Root = graph.Root,
        BlobsSent = sent,
        BlobsMounted = mounted,
        BlobsPresent = present,
        BytesSent = bytes,
        ManifestsSent = manifests,
    };

    private async Task SendAsync(TargetSurvey survey, CancellationToken cancellationToken)
    {
        var questions = new BlobQuestions(target, survey, options.Verify);
        var blobs = InOrder(survey.Absent);
        options.Observer?.Invoke(new CopyEvent.Counted(target, blobs.Length, blobs.Sum(blob => blob.Size)));
        shared?.Expect(blobs);
        await ForEachAsync(blobs, async (blob, token) => await CopyBlobAsync(blob, questions, token), cancellationToken);
        // The name stores the root: one request less, and nobody sees it before.
        await ForEachAsync(
            survey.Absent.Where(image => image != graph.Root || !target.HasName),
            async (image, token) => await PutAsync(image, survey, token),
            cancellationToken);
        foreach (var index in graph.ChildrenFirst.OfType<ManifestDocument.Index>().Where(index => index != graph.Root || !target.HasName))
            await PutAsync(index, survey, cancellationToken);
    }

    /// <summary>Large ones first: the last transfer to end decides how long it all takes.</summary>
    private static ImmutableArray<Descriptor> InOrder(IEnumerable<ManifestDocument.Image> images) =>
    [
        .. images.SelectMany(image => image.Blobs)
            .Where(blob => !MediaTypes.IsForeignLayer(blob.MediaType))
            .DistinctBy(blob => blob.Digest)
            .OrderByDescending(blob => blob.Size)
            .ThenBy(blob => blob.Digest.ToString(), StringComparer.Ordinal),
    ];

    private Task ForEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, ValueTask> body, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items, new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken }, body);

    private async Task CopyBlobAsync(Descriptor blob, BlobQuestions questions, CancellationToken cancellationToken)
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

    private async Task PutAsync(ManifestDocument document, TargetSurvey survey, CancellationToken cancellationToken)
    {
        if (!options.Verify || !await target.HasManifestAsync(document.Digest, cancellationToken))
            await StoreAsync(document, survey, target.PutManifestAsync, cancellationToken);
    }

    private async Task StoreAsync(
        ManifestDocument document, TargetSurvey survey, Func<ManifestDocument, CancellationToken, Task> store, CancellationToken cancellationToken)
    {
        try
        {
            await store(document, cancellationToken);
        }
        catch (RegistryException refused) when (IsMistaken(refused, document, survey))
        {
            await SendAllAsync((ManifestDocument.Image)document, cancellationToken);
            await store(document, cancellationToken);
        }
        Interlocked.Increment(ref manifests);
    }

    /// <summary>A blob that an earlier image spoke for has been collected nevertheless.</summary>
    private static bool IsMistaken(RegistryException refused, ManifestDocument document, TargetSurvey survey) =>
        refused.Has("MANIFEST_BLOB_UNKNOWN") && document is ManifestDocument.Image image && image.Blobs.Any(blob => survey.Known.Contains(blob.Digest));

    private Task SendAllAsync(ManifestDocument.Image image, CancellationToken cancellationToken)
    {
        var questions = new BlobQuestions(target, new TargetSurvey(), verify: true);
        return ForEachAsync(InOrder([image]), async (blob, token) => await CopyBlobAsync(blob, questions, token), cancellationToken);
    }
}
