using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Versions;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>
/// Takes a version back as far as registries wish it: its dist-tags go to the release before, and the version is deprecated, so that
/// installers warn. Unpublishing would break those who depend on it, and its version could never be used again.
/// </summary>
internal static class NpmWithdrawal
{
    /// <summary>What installers show.</summary>
    public const string Reason = "This version was withdrawn by its authors.";

    public static WithdrawalPlan Plan(Consignment consignment, Packument? packument)
    {
        var (package, version) = (NpmSite.PackageOf(consignment), consignment.Version);
        if (packument?.Versions.GetValueOrDefault(version) is not { } published)
            return new WithdrawalPlan { Stays = [$"{NpmSite.RegistryOf(consignment)} has no {package} {version}"] };
        var own = consignment.Effects.OfType<Effect.Put>().Select(put => put.Digest).FirstOrDefault();
        var steps = ImmutableArray.CreateBuilder<WithdrawalStep>();
        var byHand = ImmutableArray.CreateBuilder<HandWork>();
        var stays = ImmutableArray.CreateBuilder<string>();
        foreach (var tag in packument.DistTags.Where(tag => tag.Value == version).Select(tag => tag.Key))
            PlanTag(consignment, packument, tag, own, steps, byHand, stays);
        steps.Add(new WithdrawalStep(
            new Effect.Withdraw(version, own, Restored: null),
            published.Deprecated is { } reason ? $"{version} is deprecated: {reason}" : $"{version} is deprecated: installers warn, and who names it still gets it",
            IsDone: published.Deprecated is not null));
        return new WithdrawalPlan { Steps = steps.ToImmutable(), ByHand = byHand.ToImmutable(), Stays = stays.ToImmutable() };
    }

    /// <summary>Withdrawn is a version that installers warn of, and a dist-tag that does not name it.</summary>
    public static Probe Look(Consignment consignment, Effect.Withdraw effect, Packument? packument)
    {
        if (effect.Name != consignment.Version)
        {
            var named = packument?.DistTags.GetValueOrDefault(effect.Name);
            return named == consignment.Version ? new Probe.Absent() : new Probe.Same(named is null ? $"{effect.Name} is gone" : $"{effect.Name} names {named}", consignment.Address);
        }

        return packument?.Versions.GetValueOrDefault(consignment.Version) switch
        {
            null => new Probe.Same($"{consignment.Version} is gone", Url: null),
            { Deprecated: { } reason } => new Probe.Same($"deprecated: {reason}", consignment.Address),
            _ => new Probe.Absent(),
        };
    }

    private static void PlanTag(
        Consignment consignment,
        Packument packument,
        string tag,
        Digest? own,
        ImmutableArray<WithdrawalStep>.Builder steps,
        ImmutableArray<HandWork>.Builder byHand,
        ImmutableArray<string>.Builder stays)
    {
        var before = Before(tag, consignment.Version, packument);
        if (before is null && tag == ReleaseStanding.Latest)
            stays.Add($"dist-tag latest stays at {consignment.Version}: no other release is left, and registries let no package go without it");
        else if (before is null)
            steps.Add(new(new Effect.Withdraw(tag, own, Restored: null), $"dist-tag {tag} goes away: no other release remains under it", IsDone: false));
        else if (packument.Versions[before].Sha512Hex is { } hex)
            steps.Add(new(new Effect.Withdraw(tag, own, Digest.Parse($"{Digest.Sha512}:{hex}")), $"dist-tag {tag} goes back to {before}", IsDone: false));
        else
            byHand.Add(new HandWork($"move dist-tag {tag} back to {before}: the registry tells no integrity of it", $"npm dist-tag add {NpmSite.PackageOf(consignment)}@{before} {tag} --registry {NpmSite.RegistryOf(consignment)}"));
    }

    /// <summary>The version that a dist-tag means once another is gone: by the one rule of what moves with a release, and of other names the highest version of the same sort.</summary>
    private static string? Before(string tag, string withdrawn, Packument packument)
    {
        var others = packument.Versions
            .Where(version => version.Key != withdrawn && version.Value.Deprecated is null)
            .Select(version => (Text: version.Key, Version: ReleaseVersion.Recognise(version.Key)))
            .Where(other => other.Version is ReleaseVersion.Semantic)
            .ToImmutableArray();
        var all = others.Select(other => other.Version!).ToImmutableArray();
        var holders = others.Where(other => ReleaseStanding.Of(other.Version!, all).DistTag == tag).ToImmutableArray();
        if (holders.IsEmpty && tag != ReleaseStanding.Latest && ReleaseVersion.Recognise(withdrawn) is { IsPreRelease: true })
            holders = [.. others.Where(other => other.Version!.IsPreRelease && IsOwnName(tag, withdrawn))];
        return holders.OrderBy(other => other.Version).LastOrDefault().Text;
    }

    // A name that the settings chose stands for pre-releases of all channels.
    private static bool IsOwnName(string tag, string version) =>
        ReleaseVersion.Recognise(version) is { } parsed && tag != parsed.Channel.Name && !tag.StartsWith(parsed.Channel.Name + "-", StringComparison.Ordinal);
}
