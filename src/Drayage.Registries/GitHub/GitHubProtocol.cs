using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.GitHub.Endpoints;
using Drayage.Registries.GitHub.GraphQl;
using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.GitHub;

/// <summary>The part of GitHub's interface that releases are made of, laid out as on GitHub Enterprise Server.</summary>
internal sealed class GitHubProtocol(string directory, BlobStore blobs, AccessControl access, IContainerPackages containers, RegistryServerOptions options) : IRegistryProtocol
{
    /// <summary>The account that the token belongs to.</summary>
    public const string Login = "drayage";

    private const string Repository = "/repos/{owner}/{repository}";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private readonly RepositoryStore store = new(directory, options.Clock);
    private readonly RateLimiter limiter = new(options.GitHubRequestsPerHour, options.Clock);

    public string Name => "github";

    /// <inheritdoc/>
    public Task MarkAsync(ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken) => store.MarkAsync(live, cancellationToken);

    public void Map(IEndpointRouteBuilder routes)
    {
        var assets = new AssetEndpoints(blobs);
        var api = routes.MapGroup("/api/v3");
        MapServer(api);
        MapRepository(api.MapGroup(Repository));
        MapReleases(api.MapGroup($"{Repository}/releases"), assets);
        MapGit(api.MapGroup($"{Repository}/git"));
        MapContents(routes, api.MapGroup(Repository));
        foreach (var owners in new[] { "orgs", "users" })
            MapPackages(api.MapGroup($"/{owners}/{{owner}}/packages/{{type}}/{{package}}"));
        Write(routes, "POST", "/api/graphql", GraphQlEndpoint.PostAsync);
        Write(routes, "POST", $"/api/uploads{Repository}/releases/{{id}}/assets", assets.UploadAsync);
        Download(routes, "/{owner}/{repository}/releases/download/{**address}", assets.DownloadAsync);
        Download(routes, "/{owner}/{repository}/releases/latest/download/{name}", AssetEndpoints.DownloadLatestAsync);
    }

    private void MapServer(RouteGroupBuilder api)
    {
        Read(api, "/", RepositoryEndpoints.RootAsync);
        Read(api, "/user", RepositoryEndpoints.UserAsync);
        Read(api, "/meta", RepositoryEndpoints.MetaAsync);
    }

    private void MapRepository(RouteGroupBuilder repository)
    {
        var dispatches = new DispatchEndpoints(options.Dispatched);
        Read(repository, "", RepositoryEndpoints.GetAsync);
        Read(repository, "/commits/{sha}", RepositoryEndpoints.GetCommitAsync);
        Read(repository, "/immutable-releases", RepositoryEndpoints.GetImmutableReleasesAsync);
        Write(repository, "PUT", "/immutable-releases", RepositoryEndpoints.EnableImmutableReleasesAsync);
        Write(repository, "DELETE", "/immutable-releases", RepositoryEndpoints.DisableImmutableReleasesAsync);
        Read(repository, "/issues", IssueEndpoints.ListAsync);
        Write(repository, "POST", "/issues", IssueEndpoints.CreateAsync);
        Read(repository, "/issues/{id:long}", IssueEndpoints.GetAsync);
        Read(repository, "/issues/{id:long}/comments", IssueEndpoints.ListCommentsAsync);
        Write(repository, "POST", "/issues/{id:long}/comments", IssueEndpoints.CommentAsync);
        Write(repository, "POST", "/dispatches", dispatches.RepositoryAsync);
        Read(repository, "/dispatches", DispatchEndpoints.ListAsync);
        Write(repository, "POST", "/actions/workflows/{workflow}/dispatches", dispatches.WorkflowAsync);
    }

    private void MapReleases(RouteGroupBuilder releases, AssetEndpoints assets)
    {
        Read(releases, "", ReleaseEndpoints.ListAsync);
        Write(releases, "POST", "", ReleaseEndpoints.CreateAsync);
        Read(releases, "/latest", ReleaseEndpoints.GetLatestAsync);
        Read(releases, "/tags/{**tag}", ReleaseEndpoints.GetByTagAsync);
        Write(releases, "POST", "/generate-notes", ReleaseEndpoints.GenerateNotesAsync);
        Read(releases, "/{id:long}", ReleaseEndpoints.GetAsync);
        Write(releases, "PATCH", "/{id:long}", ReleaseEndpoints.EditAsync);
        Write(releases, "DELETE", "/{id:long}", ReleaseEndpoints.DeleteAsync);
        Read(releases, "/{id:long}/assets", AssetEndpoints.ListAsync);
        Read(releases, "/assets/{id:long}", assets.GetAsync);
        Write(releases, "PATCH", "/assets/{id:long}", AssetEndpoints.EditAsync);
        Write(releases, "DELETE", "/assets/{id:long}", AssetEndpoints.DeleteAsync);
    }

    private void MapGit(RouteGroupBuilder git)
    {
        Read(git, "/ref/{**ref}", RefEndpoints.GetAsync);
        Read(git, "/refs/{**ref}", RefEndpoints.GetOrListAsync);
        Read(git, "/matching-refs/{**ref}", RefEndpoints.ListMatchingAsync);
        Write(git, "POST", "/refs", RefEndpoints.CreateAsync);
        Write(git, "PATCH", "/refs/{**ref}", RefEndpoints.MoveAsync);
        Write(git, "DELETE", "/refs/{**ref}", RefEndpoints.DeleteAsync);
        Write(git, "POST", "/tags", RefEndpoints.CreateTagAsync);
        Read(git, "/tags/{sha}", RefEndpoints.GetTagAsync);
    }

    private void MapPackages(RouteGroupBuilder package)
    {
        var packages = new PackageEndpoints(containers);
        Read(package, "", packages.GetAsync);
        Read(package, "/versions", packages.ListAsync);
        Read(package, "/versions/{id:long}", packages.GetVersionAsync);
        Write(package, "DELETE", "/versions/{id:long}", packages.DeleteVersionAsync);
    }

    private void MapContents(IEndpointRouteBuilder routes, RouteGroupBuilder repository)
    {
        var contents = new ContentEndpoints(blobs);
        Read(repository, "/contents/{**path}", contents.GetAsync);
        Write(repository, "PUT", "/contents/{**path}", contents.PutAsync);
        Write(repository, "POST", "/git/trees", contents.PlantAsync);
        Write(repository, "POST", "/git/commits", ContentEndpoints.CommitAsync);
        Download(routes, "/pages/{owner}/{repository}/{**path}", contents.PageAsync);
    }

    private void Read(IEndpointRouteBuilder routes, string pattern, Func<GitHubCall, Task> endpoint) =>
        routes.MapMethods(pattern, Reading, (RequestDelegate)(context => GuardAsync(context, caller => Counted(context, caller, access.MayRead(caller), endpoint))));

    private void Write(IEndpointRouteBuilder routes, string method, string pattern, Func<GitHubCall, Task> endpoint) =>
        routes.MapMethods(pattern, [method], (RequestDelegate)(context => GuardAsync(context, caller => Counted(context, caller, caller == Caller.Trusted, endpoint))));

    // The addresses of the web site count against no limit.
    private void Download(IEndpointRouteBuilder routes, string pattern, Func<GitHubCall, Task> endpoint) =>
        routes.MapMethods(pattern, Reading, (RequestDelegate)(context => GuardAsync(context, caller => Allowed(context, caller, access.MayRead(caller), endpoint))));

    private Task Counted(HttpContext context, Caller caller, bool may, Func<GitHubCall, Task> endpoint)
    {
        limiter.Count(context, caller == Caller.Trusted ? Login : "anonymous");
        return Allowed(context, caller, may, endpoint);
    }

    private Task Allowed(HttpContext context, Caller caller, bool may, Func<GitHubCall, Task> endpoint)
    {
        if (!may)
            throw new GitHubRefusal(StatusCodes.Status401Unauthorized, caller == Caller.Impostor ? "Bad credentials" : "Requires authentication");
        if (caller == Caller.Trusted)
            context.Response.Headers["X-OAuth-Scopes"] = "repo, workflow";
        return endpoint(new GitHubCall(context, store, caller == Caller.Trusted));
    }

    private async Task GuardAsync(HttpContext context, Func<Caller, Task> endpoint)
    {
        try
        {
            await endpoint(access.Identify(context.Request));
        }
        catch (GitHubRefusal refusal)
        {
            var error = new ErrorView(
                refusal.Message,
                refusal.Errors.IsEmpty ? null : refusal.Errors,
                "https://docs.github.com/rest",
                refusal.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await Answer.JsonAsync(context, refusal.Status, error, GitHubJson.Wire.ErrorView);
        }
    }
}
