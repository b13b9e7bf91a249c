using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Crates.Endpoints;
using Drayage.Registries.Crates.State;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.Crates;

/// <summary>
/// Crate registries at <c>/crates/NAME/</c>: sparse index at <c>index/</c>, web API at <c>api/v1/</c>. A registry exists as soon as
/// something is published to it.
/// </summary>
internal sealed partial class CratesProtocol(string directory, BlobStore blobs, AccessControl control, CratesLimits limits, TimeProvider clock) : IRegistryProtocol
{
    private readonly CrateStore store = new(directory);
    private readonly CratesAccess access = new(control, clock);

    public string Name => "crates";

    /// <inheritdoc/>
    public Task MarkAsync(ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken) => store.MarkAsync(live, cancellationToken);

    public void Map(IEndpointRouteBuilder routes)
    {
        var index = new IndexEndpoints(store, access, limits, clock);
        var publish = new PublishEndpoint(store, blobs, access, limits, clock);
        var crates = new CrateEndpoints(store, blobs, access);
        var account = new AccountEndpoints(access);
        var group = routes.MapGroup("/crates/{registry}");
        Read(group, "/index/config.json", (context, registry) => index.ConfigurationAsync(context, registry));
        Read(group, "/index/{**path}", (context, registry) => index.CrateAsync(context, registry, Value(context, "path")));
        Read(group, "/dl/{crate}/{version}/download", (context, registry) => crates.DownloadAsync(context, registry, Value(context, "crate"), Value(context, "version")));
        var api = group.MapGroup("/api/v1");
        Read(api, "/crates", crates.SearchAsync);
        Read(api, "/crates/{crate}/{version}/download", (context, registry) => crates.DownloadAsync(context, registry, Value(context, "crate"), Value(context, "version")));
        Read(api, "/crates/{crate}/owners", (context, registry) => crates.OwnersAsync(context, registry, Value(context, "crate")));
        On(api, HttpMethods.Put, "/crates/new", publish.PutAsync);
        On(api, HttpMethods.Put, "/crates/{crate}/owners", (context, registry) => crates.ChangeOwnersAsync(context, registry, Value(context, "crate"), isAdded: true));
        On(api, HttpMethods.Delete, "/crates/{crate}/owners", (context, registry) => crates.ChangeOwnersAsync(context, registry, Value(context, "crate"), isAdded: false));
        On(api, HttpMethods.Delete, "/crates/{crate}/{version}/yank", (context, registry) => crates.YankAsync(context, registry, Value(context, "crate"), Value(context, "version"), isYanked: true));
        On(api, HttpMethods.Put, "/crates/{crate}/{version}/unyank", (context, registry) => crates.YankAsync(context, registry, Value(context, "crate"), Value(context, "version"), isYanked: false));
        On(api, HttpMethods.Get, "/me", account.MeAsync);
        On(api, HttpMethods.Post, "/trusted_publishing/tokens", account.ExchangeAsync);
    }

    private void Read(RouteGroupBuilder group, string pattern, Func<HttpContext, string, Task> endpoint)
    {
        group.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => GuardAsync(context, registry =>
        {
            access.RequireReader(context);
            return endpoint(context, registry);
        })));
    }

    private static void On(RouteGroupBuilder group, string method, string pattern, Func<HttpContext, string, Task> endpoint) =>
        group.MapMethods(pattern, [method], (RequestDelegate)(context => GuardAsync(context, registry => endpoint(context, registry))));

    private static async Task GuardAsync(HttpContext context, Func<string, Task> endpoint)
    {
        try
        {
            var registry = Value(context, "registry");
            await endpoint(RegistryGrammar().IsMatch(registry) ? registry : throw CratesRefusal.NotFound());
        }
        catch (CratesRefusal refusal)
        {
            await refusal.AnswerAsync(context);
        }
    }

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]*[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RegistryGrammar();
}
