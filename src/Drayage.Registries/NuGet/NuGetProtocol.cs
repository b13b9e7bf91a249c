using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Drayage.Registries.NuGet.Endpoints;
using Drayage.Registries.NuGet.Packages;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.NuGet;

/// <summary>NuGet feeds with the V3 API, whose service index is at <c>/nuget/NAME/v3/index.json</c>. A feed exists as soon as something is pushed to it.</summary>
internal sealed partial class NuGetProtocol(string directory, BlobStore blobs, AccessControl access, TimeProvider clock, NuGetLimits limits) : IRegistryProtocol
{
    /// <summary>The first segment of all addresses, and of the places that grants name.</summary>
    public const string Root = "nuget";

    private readonly FeedStore store = new(directory);

    public string Name => Root;

    /// <inheritdoc/>
    public Task MarkAsync(ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken) => store.MarkAsync(live, cancellationToken);

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup($"/{Root}/{{feed}}");
        MapChanges(group);
        MapReads(group);
    }

    private void MapChanges(RouteGroupBuilder group)
    {
        var keys = new FeedKeys(access, new ExchangedTokens(new SignedTokens(access.DeriveKey(Root)), clock));
        var push = new PushEndpoints(store, blobs, keys, new ChangeRate(limits.ChangesPerHour, clock), limits, clock);
        var token = new TokenEndpoint(new Identities(access.Signed, clock), keys, clock);
        Change(HttpMethods.Put, "/api/v2/package", context => push.PackageAsync(context, Feed(context)));
        Change(HttpMethods.Put, "/api/v2/symbolpackage", context => push.SymbolsAsync(context, Feed(context)));
        Change(HttpMethods.Delete, "/api/v2/package/{id}/{version}", context => List(context, isListed: false));
        Change(HttpMethods.Post, "/api/v2/package/{id}/{version}", context => List(context, isListed: true));
        Change(HttpMethods.Post, "/api/v2/token", context => token.PostAsync(context, Feed(context)));

        Task List(HttpContext context, bool isListed) => push.ListAsync(context, Feed(context), Value(context, "id"), Value(context, "version"), isListed);

        void Change(string method, string pattern, RequestDelegate endpoint) =>
            group.MapMethods(pattern, [method], (RequestDelegate)(context => GuardAsync(context, () => endpoint(context))));
    }

    private void MapReads(RouteGroupBuilder group)
    {
        var versions = new ServedVersions(store, limits, clock);
        var content = new ContentEndpoints(versions, blobs);
        var metadata = new MetadataEndpoints(store, versions);
        Read("/v3/index.json", context => MetadataEndpoints.ServiceIndexAsync(context, Feed(context)));
        Read("/v3/flatcontainer/{id}/index.json", context => content.VersionsAsync(context, Feed(context), Value(context, "id")));
        Read("/v3/flatcontainer/{id}/{version}/{file}", context => content.FileAsync(context, Feed(context), Value(context, "id"), Value(context, "version"), Value(context, "file")));
        Read("/v3/registration/{id}/index.json", context => metadata.RegistrationAsync(context, Feed(context), Value(context, "id")));
        Read("/v3/registration/{id}/{version}.json", context => metadata.LeafAsync(context, Feed(context), Value(context, "id"), Value(context, "version")));
        Read("/v3/query", context => metadata.SearchAsync(context, Feed(context)));
        Read("/api/v2/symbolpackage/{id}/{version}", context => content.SymbolsAsync(context, Feed(context), Value(context, "id"), Value(context, "version")));

        void Read(string pattern, RequestDelegate endpoint) =>
            group.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => GuardAsync(context, () =>
                access.MayRead(access.Identify(context.Request)) ? endpoint(context) : throw Challenge(context))));
    }

    private static NuGetRefusal Challenge(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"nuget\"";
        return new NuGetRefusal(StatusCodes.Status401Unauthorized, "Reading this feed needs a user and a password.");
    }

    private static string Feed(HttpContext context) =>
        Value(context, "feed") is var feed && FeedGrammar().IsMatch(feed) ? feed : throw NuGetRefusal.NotFound(feed);

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static async Task GuardAsync(HttpContext context, Func<Task> endpoint)
    {
        try
        {
            await endpoint();
        }
        catch (NuGetRefusal refusal)
        {
            await refusal.AnswerAsync(context);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]*[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FeedGrammar();
}
