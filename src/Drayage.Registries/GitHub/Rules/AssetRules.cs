using Drayage.Registries.GitHub.State;

namespace Drayage.Registries.GitHub.Rules;

/// <summary>Adding, completing, editing and deleting the files of a release, with GitHub's refusals.</summary>
internal static class AssetRules
{
    private const string Resource = "ReleaseAsset";

    /// <summary>Takes the name before the first byte arrives, so that two uploads of one name cannot both succeed.</summary>
    public static (RepositoryState State, Asset Asset) Begin(RepositoryState state, long releaseId, string name, string? label, string contentType, DateTimeOffset now)
    {
        var release = state.Find(releaseId) ?? throw GitHubRefusal.NotFound();
        if (release.Immutable)
            throw GitHubRefusal.Unprocessable("Cannot upload assets to an immutable release.");
        var kept = AssetNames.Rename(name);
        DemandFree(release, kept, besides: null);
        var asset = new Asset
        {
            Id = state.LastId + 1,
            Name = kept,
            Label = label,
            ContentType = contentType,
            State = Asset.Starter,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var added = state with { LastId = asset.Id };
        return (added.Replace(release with { Assets = release.Assets.Add(asset) }), asset);
    }

    public static (RepositoryState State, Asset Asset) Complete(RepositoryState state, long assetId, long size, string digest, DateTimeOffset now)
    {
        var (release, asset) = Demand(state, assetId);
        if (release.Immutable)
            throw GitHubRefusal.Unprocessable("Cannot upload assets to an immutable release.");
        return Keep(state, release, asset, asset with { State = Asset.Uploaded, Size = size, Digest = digest, UpdatedAt = now });
    }

    public static (RepositoryState State, Asset Asset) Edit(RepositoryState state, long assetId, string? name, string? label, DateTimeOffset now)
    {
        var (release, asset) = Demand(state, assetId);
        if (release.Immutable)
            throw GitHubRefusal.Unprocessable("Cannot edit assets of an immutable release.");
        var kept = name is null ? asset.Name : AssetNames.Rename(name);
        DemandFree(release, kept, asset);
        return Keep(state, release, asset, asset with { Name = kept, Label = label ?? asset.Label, UpdatedAt = now });
    }

    public static RepositoryState Delete(RepositoryState state, long assetId)
    {
        var (release, asset) = Demand(state, assetId);
        if (release.Immutable)
            throw GitHubRefusal.Unprocessable("Cannot delete assets of an immutable release.");
        return state.Replace(release with { Assets = release.Assets.Remove(asset) });
    }

    public static RepositoryState CountDownload(RepositoryState state, long assetId)
    {
        var (release, asset) = Demand(state, assetId);
        return Keep(state, release, asset, asset with { DownloadCount = asset.DownloadCount + 1 }).State;
    }

    public static (Release Release, Asset Asset) Demand(RepositoryState state, long assetId)
    {
        foreach (var release in state.Releases)
        {
            if (release.Assets.FirstOrDefault(asset => asset.Id == assetId) is { } found)
                return (release, found);
        }
        throw GitHubRefusal.NotFound();
    }

    private static (RepositoryState State, Asset Asset) Keep(RepositoryState state, Release release, Asset before, Asset after) =>
        (state.Replace(release with { Assets = release.Assets.Replace(before, after) }), after);

    private static void DemandFree(Release release, string name, Asset? besides)
    {
        if (name.Length == 0)
            throw GitHubRefusal.Invalid(Resource, "missing_field", "name");
        if (release.Assets.Any(asset => asset.Id != besides?.Id && asset.Name == name))
            throw GitHubRefusal.Invalid(Resource, "already_exists", "name");
    }
}
