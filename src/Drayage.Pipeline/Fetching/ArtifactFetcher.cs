using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Fetching;

/// <summary>
/// Brings released files into the content store, each once, from whichever destination holds it. What does not have the digest that
/// the waybill states is not kept.
/// </summary>
/// <param name="waybill">Says who holds what.</param>
/// <param name="sources">By destination id; what is not there cannot be fetched from.</param>
/// <param name="store">Receives the files.</param>
/// <param name="downloads">Carries out one download.</param>
public sealed class ArtifactFetcher(
    Waybill waybill, IReadOnlyDictionary<string, IArtifactSource> sources, ContentStore store, ArtifactDownloads downloads)
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> under = new(StringComparer.Ordinal);

    /// <param name="name">Name of an artifact of the waybill.</param>
    /// <param name="cancellationToken">Ends the download; what came stays for the next try.</param>
    /// <returns>The artifact, which the store holds.</returns>
    /// <exception cref="ReleaseException">Somebody serves other bytes than the waybill states.</exception>
    /// <exception cref="DeliveryException">Nobody serves it, or not now.</exception>
    public async Task<Artifact> FetchAsync(string name, CancellationToken cancellationToken)
    {
        var artifact = waybill.Artifacts.FirstOrDefault(a => a.Name.Text == name) ?? throw new ReleaseException(
            ExitCode.Refused, $"the waybill contradicts itself: it has no artifact {name}", "a recipe or consignment names it", "do not use it; tell the project");
        if (!store.Contains(artifact.Digest))
            await under.GetOrAdd(name, _ => new Lazy<Task>(() => DownloadAsync(artifact, cancellationToken))).Value;
        return artifact;
    }

    private async Task DownloadAsync(Artifact artifact, CancellationToken cancellationToken)
    {
        var holders = HoldersOf(artifact);
        var refusals = new List<Exception>();
        foreach (var holder in holders)
        {
            try
            {
                if (await downloads.RunAsync(sources[holder.Destination], holder, artifact, cancellationToken))
                    return;
            }
            catch (Exception failed) when (failed is DeliveryException or ReleaseException)
            {
                refusals.Add(failed);
            }
        }

        throw refusals.Find(failed => failed is ReleaseException) ?? refusals.FirstOrDefault() ?? new DeliveryException(
            DeliveryFailure.Refused,
            $"artifact {artifact.Name} cannot be fetched",
            holders.IsEmpty
                ? "nothing that the waybill names offers it for download"
                : $"{string.Join(", ", holders.Select(h => $"{h.Id} ({h.Address})"))} does not have it, or hides it from this credential",
            "wait until phase 1 is delivered; for a private repository set the token of its destination");
    }

    private ImmutableArray<Consignment> HoldersOf(Artifact artifact) =>
    [
        .. waybill.Consignments
            .Where(c => sources.ContainsKey(c.Destination) && c.Effects.OfType<Effect.Put>().Any(put => put.Name == artifact.Name.Text && put.Digest == artifact.Digest))
            .OrderBy(c => c.Phase),
    ];
}
