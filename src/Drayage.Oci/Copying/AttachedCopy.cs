using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>Sends to one target what is attached to images that it holds; what it lists already is not sent.</summary>
internal sealed class AttachedCopy(BlobTransfer blobs, IImageTarget target, CopyOptions options)
{
    private int attached;
    private int sent;
    private int manifests;

    /// <summary>Adds what was attached to what else became of the copy.</summary>
    public CopyReport ReportOn(ManifestDocument root) => blobs.ReportOn(root) with
    {
        ManifestsSent = manifests,
        Referrers = attached,
        ReferrersSent = sent,
    };

    /// <param name="artifacts">Subjects before their referrers.</param>
    /// <param name="cancellationToken">Leaves blobs behind, but no manifest without them.</param>
    /// <exception cref="ReleaseException">The target can hold nothing beside its images.</exception>
    public async Task RunAsync(ImmutableArray<AttachedArtifact> artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.IsEmpty)
            return;
        if (target is not IReferrerTarget place)
        {
            throw new ReleaseException(
                ExitCode.Usage, $"nothing can be attached to an image in {target.Origin}", "such a file holds images alone", "name a registry or an OCI layout");
        }
        foreach (var group in artifacts.GroupBy(artifact => artifact.Subject))
        {
            var listed = (await place.ListReferrersAsync(group.Key, null, cancellationToken)).Select(referrer => referrer.Digest).ToHashSet();
            foreach (var artifact in group)
            {
                attached++;
                if (options.Verify || !listed.Contains(artifact.Graph.Root.Digest))
                    await SendAsync(place, artifact.Graph, listed.Contains(artifact.Graph.Root.Digest), cancellationToken);
            }
        }
    }

    private async Task SendAsync(IReferrerTarget place, ImageGraph graph, bool isListed, CancellationToken cancellationToken)
    {
        // Few and small: each is asked for, as a shared one is likely to be there.
        await blobs.SendAsync([.. graph.Blobs], new BlobQuestions(target, new TargetSurvey(), verify: true), cancellationToken);
        foreach (var below in graph.ChildrenFirst.Where(document => document != graph.Root))
        {
            if (await target.HasManifestAsync(below.Digest, cancellationToken))
                continue;
            await target.PutManifestAsync(below, cancellationToken);
            manifests++;
        }
        if (isListed && await target.HasManifestAsync(graph.Root.Digest, cancellationToken))
            return;
        await place.PutReferrerAsync(graph.Root, cancellationToken);
        manifests++;
        sent++;
    }
}
