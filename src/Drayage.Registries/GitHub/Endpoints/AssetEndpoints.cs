using Drayage.Model;
using Drayage.Registries.GitHub.Rules;
using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Drayage.Registries.GitHub.Endpoints;

/// <summary>The files of releases: <c>…/releases/ID/assets</c>, <c>…/releases/assets/ID</c> and the download addresses of the web site.</summary>
internal sealed class AssetEndpoints(BlobStore blobs)
{
    private const string OctetStream = "application/octet-stream";

    /// <summary>The body is the file, <c>?name=</c> and <c>&amp;label=</c> say what it is.</summary>
    public async Task UploadAsync(GitHubCall call)
    {
        var request = call.Http.Request;
        if (request.ContentLength is null or 0)
            throw new GitHubRefusal(StatusCodes.Status400BadRequest, "Bad Content-Length: the length of the asset is needed, and more than 0");
        var contentType = request.ContentType ?? throw new GitHubRefusal(StatusCodes.Status400BadRequest, "Bad Content-Type: the media type of the asset is needed");
        var name = request.Query["name"].ToString();
        var label = request.Query.TryGetValue("label", out var text) ? text.ToString() : null;
        var (_, begun) = await call.UpdateAsync(before => AssetRules.Begin(before, call.Id, name, label, contentType, call.Now));
        await using var staged = blobs.Stage();
        await staged.FillAsync(request.Body, alongside: null, call.Cancellation);
        var size = staged.Length;
        var digest = await staged.KeepAsync();
        var (state, asset) = await call.UpdateAsync(before => AssetRules.Complete(before, begun.Id, size, digest.ToString(), call.Now));
        await ShowAsync(call, StatusCodes.Status201Created, state, asset);
    }

    public static async Task ListAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        var release = state.Find(call.Id) is { } found && (call.Trusted || !found.Draft) ? found : throw GitHubRefusal.NotFound();
        var page = Paging.Page(call.Http, release.Assets);
        await call.AnswerAsync(StatusCodes.Status200OK, call.Views.Assets(state, release, page), GitHubJson.Wire.ImmutableArrayAssetView);
    }

    /// <summary>With <c>Accept: application/octet-stream</c> the file itself.</summary>
    public async Task GetAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        var (release, asset) = AssetRules.Demand(state, call.Id);
        if (release.Draft && !call.Trusted)
            throw GitHubRefusal.NotFound();
        if (call.Http.Request.Headers.Accept.ToString().Contains(OctetStream, StringComparison.OrdinalIgnoreCase))
            await SendAsync(call, asset);
        else
            await ShowAsync(call, StatusCodes.Status200OK, state, asset);
    }

    public static async Task EditAsync(GitHubCall call)
    {
        var asked = await call.BodyAsync(GitHubJson.Wire.EditAssetRequest);
        var (state, asset) = await call.UpdateAsync(before => AssetRules.Edit(before, call.Id, asked.Name, asked.Label, call.Now));
        await ShowAsync(call, StatusCodes.Status200OK, state, asset);
    }

    public static async Task DeleteAsync(GitHubCall call)
    {
        await call.UpdateAsync(before => AssetRules.Delete(before, call.Id));
        await call.EmptyAsync();
    }

    /// <summary><c>/O/R/releases/download/TAG/NAME</c>; a tag may contain slashes, a name does not.</summary>
    public async Task DownloadAsync(GitHubCall call)
    {
        var address = call.Text("address");
        var end = address.LastIndexOf('/');
        if (end < 0)
            throw GitHubRefusal.NotFound();
        var state = await call.RepositoryAsync();
        var release = state.Releases.FirstOrDefault(release => release.AddressName == address[..end] && (call.Trusted || !release.Draft));
        var asset = release?.Assets.FirstOrDefault(asset => asset.Name == address[(end + 1)..]) ?? throw GitHubRefusal.NotFound();
        await SendAsync(call, asset);
    }

    /// <summary><c>/O/R/releases/latest/download/NAME</c> leads to the release that is the latest now.</summary>
    public static async Task DownloadLatestAsync(GitHubCall call)
    {
        var state = await call.RepositoryAsync();
        var release = LatestRelease.Of(state);
        var asset = release?.Assets.FirstOrDefault(asset => asset.Name == call.Text("name")) ?? throw GitHubRefusal.NotFound();
        call.Http.Response.StatusCode = StatusCodes.Status302Found;
        call.Http.Response.Headers.Location = call.Views.DownloadUrl(state, release!, asset);
    }

    private async Task SendAsync(GitHubCall call, Asset asset)
    {
        if (!Digest.TryParse(asset.Digest, out var digest))
            throw GitHubRefusal.NotFound();
        if (HttpMethods.IsGet(call.Http.Request.Method))
            await call.UpdateAsync(before => AssetRules.CountDownload(before, asset.Id));
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(asset.Name);
        call.Http.Response.Headers.ContentDisposition = disposition.ToString();
        await Answer.FileAsync(call.Http, blobs.PathOf(digest), digest, asset.ContentType);
    }

    private static Task ShowAsync(GitHubCall call, int status, RepositoryState state, Asset asset) =>
        call.AnswerAsync(status, call.Views.Asset(state, AssetRules.Demand(state, asset.Id).Release, asset), GitHubJson.Wire.AssetView);
}
