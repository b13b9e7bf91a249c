using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Oci.Distribution;
using Drayage.Oci.References;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>
/// Takes the names of a release back: floating tags go to the release before, as the registry's own tags tell, and then the version's tag
/// goes away. A name that means something else by now is left alone. What nobody names the registry collects.
/// </summary>
internal sealed class OciWithdrawal(Consignment consignment, RepositoryClient repository)
{
    public async Task<WithdrawalPlan> PlanAsync(WithdrawalContext context, CancellationToken cancellationToken)
    {
        var own = consignment.Effects.OfType<Effect.Put>().Select(put => put.Digest).FirstOrDefault(digest => digest is not null);
        if (own is null)
            return new WithdrawalPlan();
        var steps = ImmutableArray.CreateBuilder<WithdrawalStep>();
        var byHand = ImmutableArray.CreateBuilder<HandWork>();
        var tags = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            tags.Add(tag);
        var points = consignment.Effects.OfType<Effect.Point>().ToArray();
        foreach (var floating in points.Where(point => point.Name != consignment.Version))
        {
            var (step, work) = await PlanFloatingAsync(floating.Name, own, tags, context, cancellationToken);
            if (step is not null)
                steps.Add(step);
            if (work is not null)
                byHand.Add(work);
        }

        if (points.Any(point => point.Name == consignment.Version))
            steps.Add(await PlanVersionAsync(own, cancellationToken));
        // Nobody should get this release by asking for no version, whatever becomes of the deletions.
        return new WithdrawalPlan { Steps = [.. steps.OrderBy(step => step.Effect.Restored is null ? 1 : 0)], ByHand = byHand.ToImmutable() };
    }

    /// <summary>Withdrawn is what does not mean this release any more.</summary>
    public async Task<Probe> ProbeAsync(Effect.Withdraw effect, CancellationToken cancellationToken) =>
        await repository.ResolveAsync(effect.Name, cancellationToken) switch
        {
            null => new Probe.Same($"{effect.Name} is gone", Url: null),
            { } named when named.Digest == effect.Withdrawn => new Probe.Absent(),
            { } named => new Probe.Same($"{effect.Name} names {named.Digest}", $"{consignment.Address}:{effect.Name}"),
        };

    public async Task SendAsync(Effect.Withdraw effect, CancellationToken cancellationToken)
    {
        var tag = TagName.Parse(effect.Name);
        if (effect.Restored is not { } restored)
        {
            await DeleteAsync(tag, effect.Withdrawn!, cancellationToken);
            return;
        }

        var document = await repository.FindManifestAsync(restored.ToString(), cancellationToken) ?? throw new DeliveryException(
            DeliveryFailure.Refused, Message(effect.Name), $"{consignment.Address} does not hold {restored} any more", "run the command again: what the name goes back to is then looked for anew");
        await repository.TagAsync(document, tag, cancellationToken);
    }

    private async Task<(WithdrawalStep? Step, HandWork? Work)> PlanFloatingAsync(
        string name, Digest own, List<string> tags, WithdrawalContext context, CancellationToken cancellationToken)
    {
        var named = await repository.ResolveAsync(name, cancellationToken);
        if (named?.Digest != own)
            return (new(new Effect.Withdraw(name, own, Restored: null), named is null ? $"{name} is not there" : $"{name} names {named.Digest}, which is not this release", IsDone: true), null);
        if (FloatingHolders.Find(name, consignment.Version, tags) is not { } before)
            return (new(new Effect.Withdraw(name, own, Restored: null), $"tag {name} is deleted: no other release remains under it", IsDone: false), null);
        var digest = (await repository.ResolveAsync(before, cancellationToken))?.Digest;
        var stated = StatedOf(before, context);
        if (digest is null || digest == own || (stated is not null && stated != digest))
            return (null, Undecided(name, before, digest, stated));
        return (new(new Effect.Withdraw(name, own, digest), $"tag {name} goes back to {before} ({digest}{(stated is null ? "" : ", as its waybill says")})", IsDone: false), null);
    }

    private async Task<WithdrawalStep> PlanVersionAsync(Digest own, CancellationToken cancellationToken)
    {
        var effect = new Effect.Withdraw(consignment.Version, own, Restored: null);
        return await ProbeAsync(effect, cancellationToken) is Probe.Same same
            ? new WithdrawalStep(effect, same.Evidence, IsDone: true)
            : new WithdrawalStep(effect, $"tag {consignment.Version} is deleted, where the registry lets tags be deleted", IsDone: false);
    }

    /// <summary>The digest that another release's waybill states for the tag.</summary>
    private Digest? StatedOf(string tag, WithdrawalContext context) => context.Others
        .SelectMany(other => other.Consignments)
        .Where(other => other.Kind == consignment.Kind && other.Address == consignment.Address && other.Version == tag)
        .SelectMany(other => other.Effects.OfType<Effect.Put>())
        .FirstOrDefault()?.Digest;

    private HandWork Undecided(string name, string before, Digest? found, Digest? stated) => new(
        stated is null
            ? $"decide what {name} shall name: {before} would come before, and names {found?.ToString() ?? "nothing"}"
            : $"decide what {name} shall name: {before} would come before; it names {found?.ToString() ?? "nothing"}, and its waybill says {stated}",
        $"drayage image copy {consignment.Address}@DIGEST {consignment.Address}:{name}");

    private async Task DeleteAsync(TagName tag, Digest own, CancellationToken cancellationToken)
    {
        try
        {
            await repository.DeleteTagAsync(tag, cancellationToken);
        }
        catch (RegistryException refused) when (DeletionRefusals.IsUnsupported(refused))
        {
            if (!await DeleteManifestAsync(tag, own, cancellationToken))
                throw LeftToPerson(tag, refused);
        }
    }

    /// <summary>Where tags cannot be deleted, the manifest can perhaps; it takes all its tags along, so it must have no other.</summary>
    private async Task<bool> DeleteManifestAsync(TagName tag, Digest own, CancellationToken cancellationToken)
    {
        await foreach (var other in repository.ListTagsAsync(cancellationToken))
        {
            if (other != tag.Value && (await repository.ResolveAsync(other, cancellationToken))?.Digest == own)
                return false;
        }

        try
        {
            await repository.DeleteManifestAsync(own, cancellationToken);
            return true;
        }
        catch (RegistryException refused) when (DeletionRefusals.IsUnsupported(refused))
        {
            return false;
        }
    }

    private DeliveryException LeftToPerson(TagName tag, RegistryException refused)
    {
        var reference = ImageReference.Parse($"{consignment.Address}:{tag.Value}");
        return new DeliveryException(
            DeliveryFailure.Refused, Message(tag.Value), $"{refused.Message}", reference.Registry == "ghcr.io" ? PackagesApi(reference, tag) : DeletionRefusals.HintFor(reference), inner: refused);
    }

    // The owner is a user or an organisation, which the name does not tell.
    private static string PackagesApi(ImageReference reference, TagName tag)
    {
        var (owner, name) = (reference.Repository.Value.Split('/')[0], string.Join("%2F", reference.Repository.Value.Split('/').Skip(1)));
        var versions = $"/orgs/{owner}/packages/container/{name}/versions";
        return $"GHCR deletes through the Packages API alone (for a user instead of an organisation: /users/{owner}/…). Find the version: "
            + $"gh api {versions} --jq '.[] | select(.metadata.container.tags | index(\"{tag.Value}\")) | .id', then: gh api --method DELETE {versions}/ID";
    }

    private string Message(string name) => $"destination {consignment.Destination}: tag {consignment.Address}:{name} was not withdrawn";
}
