using System.Security.Cryptography;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>The files of a release: comparing, uploading, reading back. Each is named apart from its artifact, as most are called alike.</summary>
/// <param name="replacesBroken">Whether what a broken upload left in a published release is replaced: nobody can have fetched it.</param>
internal sealed class ReleaseAssets(GitHubClient client, bool replacesBroken = false)
{
    // A waybill is compared by its payload, so it is read whole.
    private const int LargestWaybill = 64 * 1024 * 1024;

    /// <summary>Compares by the digest that GitHub tells, or else by the bytes.</summary>
    public async Task<Probe> ProbeAsync(
        ReleaseDocument release, Effect.Put put, string name, IContentSource content, string message, CancellationToken cancellationToken)
    {
        if (Find(release, name) is not { } asset)
            return new Probe.Absent();
        if (!asset.IsComplete)
            return new Probe.Different("what a broken upload left behind", MayMove: release.Draft || replacesBroken);
        if (!Digest.TryParse(asset.Digest, out var served))
            return await CompareAsync(release, asset, put, content, message, cancellationToken);
        if (served == (put.Digest ?? content.DigestOf(put.Name)))
            return Same(asset, served);
        return put.Digest is null
            ? await CompareAsync(release, asset, put, content, message, cancellationToken)
            : new Probe.Different(served.ToString(), MayMove: release.Draft);
    }

    /// <summary>Uploads. Only in a draft is anything replaced, and only what differs or broke off.</summary>
    public async Task SendAsync(
        ReleaseDocument release, ReleaseSite site, Effect.Put put, string name, IContentSource content, string message, CancellationToken cancellationToken)
    {
        if (Find(release, name) is { } present && (release.Draft || (replacesBroken && !present.IsComplete)))
            await client.DeleteAsync(site.Place.Asset(present.Id), message, cancellationToken);
        await client.UploadAsync(
            ReleaseSite.Upload(release, name), () => content.Open(put.Name), content.SizeOf(put.Name), AssetType.Of(name), message, cancellationToken);
    }

    /// <summary>Downloads what is served and compares it.</summary>
    public async Task<Probe> ReadBackAsync(
        ReleaseDocument release, Effect.Put put, string name, IContentSource content, string message, CancellationToken cancellationToken) =>
        Find(release, name) is { IsComplete: true } asset
            ? await CompareAsync(release, asset, put, content, message, cancellationToken)
            : new Probe.Absent();

    /// <summary>Opens the download of a file; null when the release does not hold it.</summary>
    /// <param name="offset">The first byte that is wanted.</param>
    public async Task<HttpReply?> DownloadAsync(ReleaseDocument release, string name, long offset, string message, CancellationToken cancellationToken) =>
        Find(release, name) is { IsComplete: true } asset ? await OpenAsync(release, asset, offset, message, cancellationToken) : null;

    private static AssetDocument? Find(ReleaseDocument release, string name) =>
        release.Assets.FirstOrDefault(asset => asset.Name == name) ?? release.Assets.FirstOrDefault(asset => asset.Label == name);

    private async Task<Probe> CompareAsync(
        ReleaseDocument release, AssetDocument asset, Effect.Put put, IContentSource content, string message, CancellationToken cancellationToken)
    {
        using var reply = await OpenAsync(release, asset, offset: 0, message, cancellationToken);
        if (reply is null)
            return new Probe.Absent();
        var expected = put.Digest ?? content.DigestOf(put.Name);
        Digest served;
        if (put.Digest is null)
        {
            var bytes = await reply.ReadBodyAsync(LargestWaybill, cancellationToken);
            served = Digest.OfSha256(bytes.Span);
            if (content.IsSame(put.Name, bytes.Span))
                return Same(asset, served);
        }
        else
        {
            await using var body = await reply.OpenBodyAsync(cancellationToken);
            using var hash = expected.NewHash();
            served = Digest.FromHash(expected.Algorithm, await HashAsync(body, hash, cancellationToken));
        }

        return served == expected ? Same(asset, served) : new Probe.Different(served.ToString(), MayMove: release.Draft);
    }

    private static async Task<byte[]> HashAsync(Stream body, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            hash.AppendData(buffer.AsSpan(0, read));
        return hash.GetHashAndReset();
    }

    /// <summary>As a stranger fetches it where that is possible: drafts and private repositories show their files to tokens only.</summary>
    private async Task<HttpReply?> OpenAsync(ReleaseDocument release, AssetDocument asset, long offset, string message, CancellationToken cancellationToken) =>
        (release.Draft ? null : await client.DownloadAsync(new Uri(asset.BrowserDownloadUrl), asAnybody: true, offset, message, cancellationToken))
        ?? await client.DownloadAsync(new Uri(asset.Url), asAnybody: false, offset, message, cancellationToken);

    private static Probe.Same Same(AssetDocument asset, Digest digest) => new(digest.ToString(), asset.BrowserDownloadUrl);
}
