using System.Collections.Immutable;
using System.Net;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>
/// The list of referrers that clients keep under the tag <c>sha256-HEX</c> where a registry keeps none (distribution
/// specification 1.1, "Referrers Tag Schema").
/// </summary>
internal sealed class FallbackIndex(ManifestStore manifests, Pauses pauses)
{
    private const int MaxAttempts = 8;

    /// <summary>Two of our own uploads must not each write an index that lacks the other's entry.</summary>
    private readonly AsyncLock gate = new();

    public static TagName TagOf(Digest subject) => TagName.Parse($"{subject.Algorithm}-{subject.Hex}");

    public async Task<ImmutableArray<Descriptor>> ListAsync(Digest subject, CancellationToken cancellationToken) =>
        EntriesOf(await manifests.GetAsync(TagOf(subject).Value, cancellationToken));

    /// <summary>
    /// Adds an entry and keeps all others. The protocol knows no lock: what was read is made the condition of the write where
    /// the registry tells entity tags, and the list is read again afterwards, as another client may have written meanwhile.
    /// </summary>
    /// <exception cref="RegistryException">The tag names no index, or others wrote between each of our reads and writes.</exception>
    public async Task AddAsync(Digest subject, Descriptor referrer, CancellationToken cancellationToken)
    {
        using var entry = await gate.EnterAsync(cancellationToken);
        var tag = TagOf(subject).Value;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var (document, state) = await manifests.GetWithStateAsync(tag, cancellationToken);
            if (document is ManifestDocument.Image)
                throw manifests.Unusable(tag, "it names a manifest where the index of referrers belongs, and is left as it is");
            if (Has(EntriesOf(document), referrer))
                return;
            await TryPutAsync(With(document as ManifestDocument.Index, referrer), tag, state, cancellationToken);
            if (Has(await ListAsync(subject, cancellationToken), referrer))
                return;
            await pauses.WaitTurnAsync(attempt, cancellationToken);
        }
        throw manifests.Unusable(tag, $"other clients change this index all the time: the entry of {referrer.Digest} was lost {MaxAttempts} times");
    }

    /// <summary>A condition that does not hold any more is no failure: the list is read anew.</summary>
    private async Task TryPutAsync(ManifestDocument.Index index, string tag, Precondition state, CancellationToken cancellationToken)
    {
        try
        {
            await manifests.PutAsync(index, tag, state, cancellationToken);
        }
        catch (RegistryException refused) when (refused.Status is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
        }
    }

    private static ManifestDocument.Index With(ManifestDocument.Index? document, Descriptor referrer)
    {
        var before = document?.Content
            ?? new ImageIndex { SchemaVersion = 2, MediaType = MediaTypes.OciIndex, Manifests = [] };
        return ManifestDocument.Of(before with { MediaType = MediaTypes.OciIndex, Manifests = before.Manifests.Add(referrer) });
    }

    private static bool Has(ImmutableArray<Descriptor> entries, Descriptor referrer) => entries.Any(other => other.Digest == referrer.Digest);

    private static ImmutableArray<Descriptor> EntriesOf(ManifestDocument? document) => document is ManifestDocument.Index index ? index.Content.Manifests : [];
}
