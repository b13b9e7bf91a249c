using System.Text.Json.Nodes;
using Drayage.Registries.Hosting;
using Drayage.Registries.Npm.Access;
using Drayage.Registries.Npm.Packages;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Npm.Publishing;

/// <summary>DELETE with a revision: a whole package, or the tarball of a version that the document lists no longer.</summary>
internal sealed class UnpublishEndpoints(PackageStore store, TimeProvider clock)
{
    public async Task DeleteAsync(HttpContext context, string registry, NpmAddress.Whole address, NpmUser user)
    {
        using var held = await store.LockAsync(registry, address.Package, context.RequestAborted);
        var package = await RequireAsync(registry, address.Package, user, context.RequestAborted);
        PublishEndpoint.RequireRevision(package, address.Revision ?? throw NpmRefusal.BadRequest("name the revision that is deleted"));
        await store.SaveAsync(registry, package, Removals.Without(package, [.. package.Versions.Keys], clock.GetUtcNow()), CancellationToken.None);
        await OkAsync(context);
    }

    /// <summary>The bytes go when no version needs them; what is asked for here has come about already.</summary>
    public async Task DeleteAsync(HttpContext context, string registry, NpmAddress.Tarball address, NpmUser user)
    {
        var package = await RequireAsync(registry, address.Package, user, context.RequestAborted);
        if (package.Versions.Values.Any(version => version.File == address.File))
            throw NpmRefusal.BadRequest($"{address.File} belongs to a version that is there: take that out of the package document first");
        await OkAsync(context);
    }

    private async Task<PackageRecord> RequireAsync(string registry, string name, NpmUser user, CancellationToken cancellationToken)
    {
        var package = await store.FindAsync(registry, name, cancellationToken) ?? throw NpmRefusal.NotFound(name);
        PublishRules.CheckWriter(user, package, name);
        return user.OnlyPackage is null ? package : throw NpmRefusal.Forbidden("the token may publish, and nothing else");
    }

    private static Task OkAsync(HttpContext context) =>
        Answer.JsonAsync(context, StatusCodes.Status200OK, new JsonObject { ["ok"] = true }, NpmJson.Wire.JsonObject);
}
