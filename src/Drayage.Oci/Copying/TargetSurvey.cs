using System.Collections.Frozen;
using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>
/// What is known of a target before blobs are sent, for few requests: a fresh repository is not asked for every blob,
/// and what an earlier image there names is known to be there.
/// </summary>
internal sealed record TargetSurvey
{
    /// <summary>Children of an index that are asked for at once, and children of an earlier one that are read.</summary>
    private const int Parallelism = 8;

    /// <summary>The whole image is there.</summary>
    public bool IsComplete { get; private init; }

    /// <summary>Images to send, as far as their blobs are not there.</summary>
    public ImmutableArray<ManifestDocument.Image> Absent { get; private init; } = [];

    /// <summary>Blobs of an image that the target holds.</summary>
    public FrozenSet<Digest> Known { get; private init; } = [];

    /// <summary>The blob that was asked for, as a sample.</summary>
    public Digest? Sample { get; private init; }

    public bool HoldsSample { get; private init; }

    public static async Task<TargetSurvey> TakeAsync(
        IImageTarget target, ImageGraph graph, Descriptor? named, bool verify, CancellationToken cancellationToken)
    {
        ImmutableArray<ManifestDocument.Image> images = [.. graph.ChildrenFirst.OfType<ManifestDocument.Image>()];
        if (verify)
            return new TargetSurvey { Absent = images };
        var largest = target.IsRemote ? graph.Blobs.MaxBy(blob => blob.Size) : null;
        var rootHeld = target.HasManifestAsync(graph.Root.Digest, cancellationToken);
        var sampleHeld = largest is null ? Task.FromResult(false) : target.HasBlobAsync(largest, cancellationToken);
        var known = KnownAsync(target, named, cancellationToken);
        await Task.WhenAll(rootHeld, sampleHeld, known);
        var survey = new TargetSurvey { IsComplete = await rootHeld, Known = await known, Sample = largest?.Digest, HoldsSample = await sampleHeld };
        if (survey.IsComplete)
            return survey;
        // Nothing suggests that a child is there when not even the largest blob is.
        var fresh = largest is not null && !survey.HoldsSample && survey.Known.Count == 0;
        return survey with { Absent = fresh ? images : await AbsentAsync(target, graph, images, cancellationToken) };
    }

    private static async Task<ImmutableArray<ManifestDocument.Image>> AbsentAsync(
        IImageTarget target, ImageGraph graph, ImmutableArray<ManifestDocument.Image> images, CancellationToken cancellationToken)
    {
        var absent = new bool[images.Length];
        await Parallel.ForAsync(0, images.Length, Limit(cancellationToken), async (place, token) =>
            // A registry takes an image manifest only when it has the blobs, so a manifest that is there speaks for them.
            absent[place] = images[place] == graph.Root || !await target.HasManifestAsync(images[place].Digest, token));
        return [.. images.Where((_, place) => absent[place])];
    }

    private static async Task<FrozenSet<Digest>> KnownAsync(IImageTarget target, Descriptor? named, CancellationToken cancellationToken)
    {
        var relative = named is null
            ? await target.FindRelativeAsync(cancellationToken)
            : await target.FindManifestAsync(named, cancellationToken);
        var found = new List<ManifestDocument.Image>();
        switch (relative)
        {
            case ManifestDocument.Image image:
                found.Add(image);
                break;
            case ManifestDocument.Index index:
                await Parallel.ForEachAsync(index.Content.Manifests.Take(Parallelism), Limit(cancellationToken), async (child, token) =>
                {
                    if (await target.FindManifestAsync(child, token) is ManifestDocument.Image image)
                    {
                        lock (found)
                            found.Add(image);
                    }
                });
                break;
        }
        return found.SelectMany(image => image.Blobs).Select(blob => blob.Digest).ToFrozenSet();
    }

    private static ParallelOptions Limit(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
}
