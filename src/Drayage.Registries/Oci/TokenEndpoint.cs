using System.Collections.Immutable;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>Gives out bearer tokens: <c>GET</c> with Basic credentials or none, <c>POST</c> as an OAuth 2 form (distribution project, "Token authentication").</summary>
internal sealed class TokenEndpoint(AccessControl access, BearerTokens tokens)
{
    public Task GetAsync(HttpContext context)
    {
        var caller = access.Identify(context.Request);
        var scopes = context.Request.Query["scope"];
        return GiveAsync(context, caller, [.. scopes.OfType<string>()]);
    }

    public async Task PostAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var secret = form["grant_type"] == "refresh_token" ? form["refresh_token"] : form["password"];
        await GiveAsync(context, access.Judge(secret.ToString()), [.. form["scope"].OfType<string>()]);
    }

    private Task GiveAsync(HttpContext context, Caller caller, ImmutableArray<string> scopes)
    {
        if (caller == Caller.Impostor || !access.MayRead(caller))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"registry\"";
            throw new OciRefusal(StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "the credentials are wrong or missing");
        }
        var asked = scopes.SelectMany(scope => scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(ScopeGrant.Parse).OfType<ScopeGrant>();
        ImmutableArray<ScopeGrant> granted = [.. asked.Select(grant => caller == Caller.Trusted ? grant : OnlyReading(grant))];
        var issued = tokens.Issue(granted);
        context.Response.Headers.CacheControl = "no-store";
        return Answer.JsonAsync(context, StatusCodes.Status200OK, issued, OciJson.Wire.IssuedToken);
    }

    private static ScopeGrant OnlyReading(ScopeGrant asked) => asked.Type == "repository"
        ? asked with { Actions = [.. asked.Actions.Where(action => action == "pull")] }
        : asked;
}
