using Drayage.Oci.Content;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>Copies an image, and what is attached to it, to one target.</summary>
internal sealed class TargetCopy
{
    private readonly ImageGraph graph;
    private readonly IImageTarget target;
    private readonly CopyOptions options;
    private readonly BlobTransfer blobs;
    private readonly AttachedCopy attached;
    private int manifests;

    public TargetCopy(IImageSource source, ImageGraph graph, IImageTarget target, CopyOptions options)
    {
        this.graph = graph;
        this.target = target;
        this.options = options;
        blobs = new BlobTransfer(source, target, options);
        attached = new AttachedCopy(blobs, target, options);
    }

    /// <summary>The name stores the root, which saves a request; but what is attached comes after the root and before the name.</summary>
    private bool IsStoredByName => target.HasName && graph.Attached.IsEmpty;

    public async Task<CopyReport> RunAsync(CancellationToken cancellationToken)
    {
        var named = target.HasName ? await target.FindNamedAsync(cancellationToken) : null;
        var isNamed = named?.Digest == graph.Root.Digest;
        if (isNamed && !options.Verify)
        {
            await attached.RunAsync(graph.Attached, cancellationToken);
            return Report();
        }
        var survey = await TargetSurvey.TakeAsync(target, graph, named, options.Verify, cancellationToken);
        if (!survey.IsComplete)
            await SendAsync(survey, cancellationToken);
        await attached.RunAsync(graph.Attached, cancellationToken);
        if (target.HasName && !isNamed)
            await StoreAsync(graph.Root, survey, target.SetNameAsync, cancellationToken);
        return Report();
    }

    private CopyReport Report()
    {
        var report = attached.ReportOn(graph.Root);
        return report with { ManifestsSent = report.ManifestsSent + manifests };
    }

    private async Task SendAsync(TargetSurvey survey, CancellationToken cancellationToken)
    {
        var questions = new BlobQuestions(target, survey, options.Verify);
        await blobs.SendAsync([.. survey.Absent.SelectMany(image => image.Blobs)], questions, cancellationToken);
        await blobs.ForEachAsync(
            survey.Absent.Where(image => image != graph.Root || !IsStoredByName),
            async (image, token) => await PutAsync(image, survey, token),
            cancellationToken);
        foreach (var index in graph.ChildrenFirst.OfType<ManifestDocument.Index>().Where(index => index != graph.Root || !IsStoredByName))
            await PutAsync(index, survey, cancellationToken);
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
            var questions = new BlobQuestions(target, new TargetSurvey(), verify: true);
            await blobs.SendAsync(((ManifestDocument.Image)document).Blobs, questions, cancellationToken);
            await store(document, cancellationToken);
        }
        Interlocked.Increment(ref manifests);
    }

    /// <summary>A blob that an earlier image spoke for has been collected nevertheless.</summary>
    private static bool IsMistaken(RegistryException refused, ManifestDocument document, TargetSurvey survey) =>
        refused.Has("MANIFEST_BLOB_UNKNOWN") && document is ManifestDocument.Image image && image.Blobs.Any(blob => survey.Known.Contains(blob.Digest));
}
