using System.Collections.Immutable;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>Decides who may do what, by Basic credentials or bearer tokens, and challenges everybody else.</summary>
internal sealed class OciAccess(AccessControl access, BearerTokens tokens)
{
    /// <summary>Where clients are sent for a token; it is not below <c>/v2/</c>.</summary>
    public const string TokenPath = "/token";

    /// <exception cref="OciRefusal">Not allowed; the challenge header is set where credentials would help.</exception>
    public void Demand(HttpContext context, OciAddress address)
    {
        var wanted = WantedBy(context.Request.Method, address);
        if (Credentials.Of(context.Request) is not { } credentials)
        {
            // The root always challenges the anonymous: clients learn there that tokens exist.
            if (address is OciAddress.Root || !Allows(access.Anonymous, wanted))
                throw Challenge(context, wanted, error: null);
        }
        else if (access.RightsOf(credentials.Secret) is { } rights)
        {
            if (!Allows(rights, wanted))
                throw OciRefusal.Denied(wanted!.ToString());
        }
        else if (credentials.Scheme != Credentials.Bearer || tokens.Check(credentials.Secret) is not { } claims)
            throw Challenge(context, wanted, "invalid_token");
        else if (!Allows(access.Anonymous, wanted) && !Allows(claims, wanted))
            throw Challenge(context, wanted, "insufficient_scope");
    }

    /// <summary>Whether blobs of another repository may be mounted by this caller.</summary>
    public bool MayPull(HttpRequest request, RepositoryName repository)
    {
        var pull = Repository(repository, TokenGrant.Pull);
        if (Allows(access.Anonymous, pull))
            return true;
        if (Credentials.Of(request) is not { } credentials)
            return false;
        return access.RightsOf(credentials.Secret) is { } rights
            ? Allows(rights, pull)
            : tokens.Check(credentials.Secret) is { } claims && Allows(claims, pull);
    }

    private static bool Allows(RepositoryRights rights, ScopeGrant? wanted) => wanted switch
    {
        null => true,
        { Type: "registry" } => rights.MayList,
        _ => rights.May(wanted.Name, Decisive(wanted)),
    };

    private static bool Allows(TokenClaims claims, ScopeGrant? wanted) =>
        wanted is null || claims.Access.Any(grant => grant.Permits(wanted with { Actions = [Decisive(wanted)] }));

    // A challenge names "pull,push" for a push, as clients look before they push; the push itself needs no more than "push".
    private static string Decisive(ScopeGrant wanted) => wanted.Actions[^1];

    private static ScopeGrant? WantedBy(string method, OciAddress address) => address switch
    {
        OciAddress.Root => null,
        OciAddress.Catalog => new ScopeGrant("registry", "catalog", ["*"]),
        OciAddress.Tags tags => Repository(tags.Repository, ActionOf(method)),
        OciAddress.Manifest manifest => Repository(manifest.Repository, ActionOf(method)),
        OciAddress.Blob blob => Repository(blob.Repository, ActionOf(method)),
        OciAddress.Referrers referrers => Repository(referrers.Repository, ActionOf(method)),
        OciAddress.Uploads uploads => Repository(uploads.Repository, "pull", "push"),
        OciAddress.Upload upload => Repository(upload.Repository, "pull", "push"),
        _ => throw new InvalidOperationException($"an address without a scope: {address}"),
    };

    private static ImmutableArray<string> ActionOf(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? ["pull"]
        : HttpMethods.IsDelete(method) ? ["delete"]
        : ["pull", "push"];

    private static ScopeGrant Repository(RepositoryName name, params ImmutableArray<string> actions) => new("repository", name.Value, actions);

    private static OciRefusal Challenge(HttpContext context, ScopeGrant? wanted, string? error)
    {
        var challenge = $"Bearer realm=\"{Answer.BaseAddress(context.Request)}{TokenPath}\",service=\"{context.Request.Host}\"";
        if (wanted is not null)
            challenge += $",scope=\"{wanted}\"";
        if (error is not null)
            challenge += $",error=\"{error}\"";
        context.Response.Headers.WWWAuthenticate = challenge;
        return new OciRefusal(StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "authentication required", wanted?.ToString());
    }
}
