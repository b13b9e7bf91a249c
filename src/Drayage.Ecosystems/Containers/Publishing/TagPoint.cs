using Drayage.Model.Delivery;
using Drayage.Oci.Distribution;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>What a tag names, and whether it is this release's to move.</summary>
internal sealed class TagPoint(Consignment consignment, RepositoryClient repository, Effect.Point point)
{
    public async Task<Probe> ProbeAsync(CancellationToken cancellationToken)
    {
        if (await repository.ResolveAsync(point.Name, cancellationToken) is not { Digest: var named })
            return new Probe.Absent();
        if (named == point.Target)
            return Same(named.ToString());
        if (point.Name == consignment.Version)
            return new Probe.Different(named.ToString(), MayMove: false);
        // A release that is resumed after the next one was delivered is not to take the name back from that.
        return await LaterHolderAsync(cancellationToken) is var (later, digest) && digest == named
            ? Same($"{named}, as {later} does, which came later")
            : new Probe.Different(named.ToString(), MayMove: true);
    }

    private Probe.Same Same(string evidence) => new(evidence, $"{consignment.Address}:{point.Name}");

    private async Task<(string Tag, Model.Digest? Digest)?> LaterHolderAsync(CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            tags.Add(tag);
        return FloatingHolders.FindLater(point.Name, consignment.Version, tags) is { } later
            ? (later, (await repository.ResolveAsync(later, cancellationToken))?.Digest)
            : null;
    }
}
