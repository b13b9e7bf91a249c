using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>
/// Finds releases by tag. A draft has no tag yet, so it is looked for in the list of all releases, once; from then on its number
/// is known. Who looks without a token has few requests an hour and changes nothing, so one look at a release serves for all its files.
/// </summary>
internal sealed class ReleaseFinder(GitHubClient client)
{
    // Lists inside a release are trusted as whole below the usual page size only.
    private const int SurelyWhole = 30;

    private readonly ConcurrentDictionary<string, long> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReleaseDocument> seen = new(StringComparer.Ordinal);

    /// <returns>The published release of the tag, else the oldest draft for it, else null.</returns>
    public async Task<ReleaseDocument?> FindAsync(Consignment consignment, ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        if (seen.TryGetValue(consignment.Id, out var before))
            return before;
        var found = await FindAgainAsync(consignment, site, message, cancellationToken)
            ?? await client.GetAsync(site.Place.ReleaseByTag(site.Options.Tag), GitHubJson.Default.ReleaseDocument, message, cancellationToken)
            ?? await FindDraftAsync(site, message, cancellationToken);
        if (found is null)
            return null;
        Remember(consignment, found);
        var whole = found.Assets.Length < SurelyWhole ? found : found with { Assets = await AssetsAsync(site, found.Id, message, cancellationToken) };
        if (!client.IsAuthenticated)
            seen[consignment.Id] = whole;
        return whole;
    }

    public void Remember(Consignment consignment, ReleaseDocument release) => known[consignment.Id] = release.Id;

    private async Task<ReleaseDocument?> FindAgainAsync(Consignment consignment, ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(consignment.Id, out var id))
            return null;
        var release = await client.GetAsync(site.Place.Release(id), GitHubJson.Default.ReleaseDocument, message, cancellationToken);
        return release?.TagName == site.Options.Tag ? release : null;
    }

    private async Task<ReleaseDocument?> FindDraftAsync(ReleaseSite site, string message, CancellationToken cancellationToken)
    {
        ReleaseDocument? oldest = null;
        if (!client.IsAuthenticated)
            return oldest;
        await foreach (var release in client.ListAsync(site.Place.Releases, GitHubJson.Default.ImmutableArrayReleaseDocument, message, cancellationToken))
        {
            if (release.Draft && release.TagName == site.Options.Tag && !(release.Id > oldest?.Id))
                oldest = release;
        }

        return oldest;
    }

    private async Task<ImmutableArray<AssetDocument>> AssetsAsync(ReleaseSite site, long id, string message, CancellationToken cancellationToken)
    {
        var assets = ImmutableArray.CreateBuilder<AssetDocument>();
        await foreach (var asset in client.ListAsync(site.Place.Assets(id), GitHubJson.Default.ImmutableArrayAssetDocument, message, cancellationToken))
            assets.Add(asset);
        return assets.ToImmutable();
    }
}
