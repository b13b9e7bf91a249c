using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>What is attached to a manifest: mostly one artifact manifest, rarely an index over several.</summary>
/// <param name="Subject">What it is attached to.</param>
/// <param name="Graph">The referrer and what lies below it.</param>
public sealed record AttachedArtifact(Digest Subject, ImageGraph Graph)
{
    /// <summary>A signature of an attestation of an image is two deep.</summary>
    private const int MaxDepth = 8;

    private const int MaxCount = 10_000;

    private const int Parallelism = 8;

    /// <summary>Everything attached to the manifests of an image, and to what is attached; subjects before their referrers.</summary>
    /// <param name="source">Holds the image.</param>
    /// <param name="referrers">Tells what is attached.</param>
    /// <param name="graph">The image.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ReleaseException">There is no end to it.</exception>
    public static async Task<ImmutableArray<AttachedArtifact>> FindAsync(
        IImageSource source, IReferrerSource referrers, ImageGraph graph, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AttachedArtifact>();
        var seen = graph.ChildrenFirst.Select(document => document.Digest).ToHashSet();
        // The image's own first, as readers expect them.
        var subjects = graph.ChildrenFirst.Reverse().Select(document => document.Digest).ToImmutableArray();
        for (var depth = 0; !subjects.IsEmpty; depth++)
        {
            if (depth > MaxDepth)
                throw Endless(source, $"it is nested more than {MaxDepth} deep");
            var next = ImmutableArray.CreateBuilder<Digest>();
            foreach (var (subject, listed) in await ListAsync(referrers, subjects, cancellationToken))
            {
                foreach (var descriptor in listed.Where(descriptor => seen.Add(descriptor.Digest)))
                {
                    if (found.Count == MaxCount)
                        throw Endless(source, $"there are more than {MaxCount}");
                    var attached = await ImageGraph.ReadAsync(source, descriptor, cancellationToken);
                    // A list may be wrong, or be the fallback tag's, which anybody can write.
                    if (attached.Root.Subject?.Digest != subject)
                        continue;
                    found.Add(new AttachedArtifact(subject, attached));
                    seen.UnionWith(attached.ChildrenFirst.Select(document => document.Digest));
                    next.AddRange(attached.ChildrenFirst.Select(document => document.Digest));
                }
            }
            subjects = next.ToImmutable();
        }
        return found.ToImmutable();
    }

    private static async Task<(Digest Subject, ImmutableArray<Descriptor> Listed)[]> ListAsync(
        IReferrerSource referrers, ImmutableArray<Digest> subjects, CancellationToken cancellationToken)
    {
        var lists = new (Digest, ImmutableArray<Descriptor>)[subjects.Length];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, subjects.Length, limit, async (place, token) =>
            lists[place] = (subjects[place], await referrers.ListReferrersAsync(subjects[place], null, token)));
        return lists;
    }

    private static ReleaseException Endless(IImageSource source, string because) => new(
        ExitCode.Refused, $"what is attached to the image from {source.Origin} cannot be copied", because, "copy the image alone, without --referrers");
}
