using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Drayage.Registries.Npm.Access;
using Drayage.Registries.Npm.Packages;
using Drayage.Registries.Npm.Publishing;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Drayage.Registries.Npm;

/// <summary>npm registries at <c>/npm/NAME/</c>. A registry exists as soon as something is published to it.</summary>
internal sealed partial class NpmProtocol : IRegistryProtocol
{
    private readonly PackageStore store;
    private readonly NpmAccounts accounts;
    private readonly RequestBudget budget;
    private readonly ReadEndpoints reads;
    private readonly PublishEndpoint publish;
    private readonly UnpublishEndpoints unpublish;
    private readonly DistTagEndpoints tags;
    private readonly AccountEndpoints account;

    public NpmProtocol(string directory, BlobStore blobs, AccessControl access, TimeProvider clock, NpmOptions options)
    {
        store = new PackageStore(directory, options.Lag, clock);
        accounts = new NpmAccounts(access, options, clock);
        budget = new RequestBudget(options.RequestsPerMinute, clock);
        reads = new ReadEndpoints(blobs);
        publish = new PublishEndpoint(store, blobs, options, clock);
        unpublish = new UnpublishEndpoints(store, clock);
        tags = new DistTagEndpoints(store);
        account = new AccountEndpoints(accounts, new TrustedPublishing(options, new Identities(access.Signed, clock)));
    }

    public string Name => "npm";

    /// <inheritdoc/>
    public Task MarkAsync(ISet<Digest> live, DateTimeOffset before, CancellationToken cancellationToken) => store.MarkAsync(live, cancellationToken);

    // Names have escaped slashes in them, which routing would not keep apart from others.
    public void Map(IEndpointRouteBuilder routes) => routes.Map("/npm/{registry}/{**path}", (RequestDelegate)AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var registry = (string)context.Request.RouteValues["registry"]!;
            if (!RegistryGrammar().IsMatch(registry))
                throw NpmRefusal.NotFound(registry);
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
            var address = NpmAddress.Parse(target[$"/npm/{registry}/".Length..].TrimEnd('/')) ?? throw NpmRefusal.NotFound(target);
            // What proves a workflow's identity is no token of a user.
            var user = address is NpmAddress.Exchange ? null : accounts.Identify(context.Request);
            budget.Count(user?.Name ?? context.Connection.RemoteIpAddress?.ToString() ?? "");
            await (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                ? ReadAsync(context, registry, address, user)
                : WriteAsync(context, registry, address));
        }
        catch (NpmRefusal refusal)
        {
            await refusal.AnswerAsync(context);
        }
    }

    private async Task ReadAsync(HttpContext context, string registry, NpmAddress address, NpmUser? user)
    {
        var own = $"{Answer.BaseAddress(context.Request)}/npm/{registry}/";
        switch (address)
        {
            case NpmAddress.Ping:
                await Answer.JsonAsync(context, StatusCodes.Status200OK, [], NpmJson.Wire.JsonObject);
                break;
            case NpmAddress.WhoAmI:
                await account.WhoAmIAsync(context);
                break;
            case NpmAddress.Whole whole:
                await ReadEndpoints.GetAsync(context, await SeeAsync(context, registry, whole.Package, user), own);
                break;
            case NpmAddress.Version version:
                await ReadEndpoints.GetAsync(context, await SeeAsync(context, registry, version.Package, user), version, own);
                break;
            case NpmAddress.Tarball tarball:
                await reads.GetAsync(context, await SeeAsync(context, registry, tarball.Package, user), tarball);
                break;
            case NpmAddress.Attestations attestations:
                await reads.GetAsync(context, await SeeAsync(context, registry, attestations.Package, user), attestations);
                break;
            case NpmAddress.DistTags asked:
                await DistTagEndpoints.GetAsync(context, await SeeAsync(context, registry, asked.Package, user));
                break;
            case NpmAddress.Collaborators collaborators:
                await account.CollaboratorsAsync(context, await SeeAsync(context, registry, collaborators.Package, user));
                break;
            default:
                throw NpmRefusal.NotFound(context.Request.Path);
        }
    }

    private async Task WriteAsync(HttpContext context, string registry, NpmAddress address)
    {
        switch (address, context.Request.Method)
        {
            // A rehearsal's installers are told that nothing is known against any package.
            case (NpmAddress.Advisories, "POST"):
                await Answer.JsonAsync(context, StatusCodes.Status200OK, [], NpmJson.Wire.JsonObject);
                break;
            case (NpmAddress.Login login, "PUT"):
                await account.LoginAsync(context, login.User);
                break;
            case (NpmAddress.Exchange exchange, "POST"):
                await account.ExchangeAsync(context, exchange.Package);
                break;
            case (NpmAddress.Whole whole, "PUT"):
                await publish.PutAsync(context, registry, whole, accounts.RequireWriter(context.Request));
                break;
            case (NpmAddress.Whole whole, "DELETE"):
                await unpublish.DeleteAsync(context, registry, whole, accounts.RequireWriter(context.Request));
                break;
            case (NpmAddress.Tarball tarball, "DELETE"):
                await unpublish.DeleteAsync(context, registry, tarball, accounts.RequireWriter(context.Request));
                break;
            case (NpmAddress.DistTag tag, "PUT" or "POST"):
                await tags.PutAsync(context, registry, tag, accounts.RequireWriter(context.Request));
                break;
            case (NpmAddress.DistTag tag, "DELETE"):
                await tags.DeleteAsync(context, registry, tag, accounts.RequireWriter(context.Request));
                break;
            default:
                throw new NpmRefusal(StatusCodes.Status405MethodNotAllowed, $"{context.Request.Method} is not possible here");
        }
    }

    /// <summary>The package as this reader sees it; restricted ones hide from everybody but their owners.</summary>
    private async Task<PackageRecord> SeeAsync(HttpContext context, string registry, string name, NpmUser? user)
    {
        if (user is null && accounts.ReadsNeedToken)
            throw NpmRefusal.Unauthorized("You must be logged in.");
        // Whoever is about to change a package asks past the caches.
        var isFresh = context.Request.Query["write"] == "true";
        var package = isFresh
            ? await store.FindAsync(registry, name, context.RequestAborted)
            : await store.SeenAsync(registry, name, context.RequestAborted);
        return package is not null && (!package.IsRestricted || user?.Owns(package) == true) ? package : throw NpmRefusal.NotFound(name);
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]*[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RegistryGrammar();
}
