using System.Collections.Immutable;
using System.Net;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;
using Drayage.Oci.Attaching;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>
/// The waybill beside an image that it speaks of: a DSSE envelope, attached as an OCI 1.1 referrer, so that whoever has the
/// image's digest finds what release it belongs to.
/// </summary>
/// <param name="repository">Holds the image.</param>
/// <param name="consignment">Its put with a digest is the image.</param>
internal sealed class WaybillReferrer(RepositoryClient repository, Consignment consignment)
{
    private const long LargestEnvelope = 64 * 1024 * 1024;

    /// <summary>One image may belong to several releases, but not to this many.</summary>
    private const int MostCandidates = 1000;

    /// <summary>What the waybill is attached to.</summary>
    public Digest Image => consignment.Effects.OfType<Effect.Put>().Select(put => put.Digest).OfType<Digest>().First();

    /// <summary>
    /// Looks for an envelope with the same payload whose signature holds. Envelopes of other releases, and those of nobody
    /// known, are no conflict: any number may be attached.
    /// </summary>
    public async Task<Probe> LookAsync(string name, IContentSource content, CancellationToken cancellationToken)
    {
        var listed = await repository.ListReferrersAsync(Image, DocumentKind.Dsse, cancellationToken);
        foreach (var candidate in listed.Where(MayBeWaybill).Take(MostCandidates))
        {
            if (await ReadAsync(candidate, cancellationToken) is { } envelope && content.IsSame(name, envelope))
                return new Probe.Same(Digest.OfSha256(envelope).ToString(), $"{consignment.Address}@{candidate.Digest}");
        }
        return new Probe.Absent();
    }

    /// <param name="name">Of the waybill among the artifacts.</param>
    /// <param name="image">The image, as its release's layout has it.</param>
    /// <param name="content">Has the envelope.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public async Task SendAsync(string name, Descriptor image, IContentSource content, CancellationToken cancellationToken)
    {
        using var envelope = new MemoryStream();
        await using (var bytes = content.Open(name))
            await bytes.CopyToAsync(envelope, cancellationToken);
        var referrer = new ReferrerSource(new Referrer
        {
            Subject = image,
            ArtifactType = DocumentKind.Dsse,
            Contents = [ReferrerContent.Of(envelope.ToArray(), DocumentKind.Dsse, name)],
            Annotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(DocumentKind.PredicateAnnotation, Waybill.PredicateType),
        });
        await referrer.AttachAsync(new RepositoryTarget(repository), new CopyOptions(), cancellationToken);
    }

    private static bool MayBeWaybill(Descriptor listed) =>
        listed.Annotations?.GetValueOrDefault(DocumentKind.PredicateAnnotation) is null or Waybill.PredicateType;

    /// <returns>Null for what is gone or no envelope: anybody who may push can have attached it.</returns>
    private async Task<byte[]?> ReadAsync(Descriptor candidate, CancellationToken cancellationToken)
    {
        try
        {
            if (await repository.ReadManifestAsync(candidate, cancellationToken) is not ManifestDocument.Image { Manifest: var manifest } || manifest.Subject?.Digest != Image)
                return null;
            var layer = manifest.Layers.FirstOrDefault(layer => layer.MediaType == DocumentKind.Dsse && layer.Size <= LargestEnvelope);
            if (layer is null)
                return null;
            await using var stream = await repository.OpenBlobAsync(layer, 0, cancellationToken);
            using var envelope = new MemoryStream();
            await stream.CopyToAsync(envelope, cancellationToken);
            return envelope.ToArray();
        }
        catch (RegistryException unreadable) when (unreadable.Status is HttpStatusCode.NotFound or HttpStatusCode.OK)
        {
            return null;
        }
        catch (ReleaseException)
        {
            return null;
        }
    }
}
