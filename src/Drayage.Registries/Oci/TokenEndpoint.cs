using System.Collections.Immutable;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>Gives out bearer tokens: <c>GET</c> with Basic credentials or none, <c>POST</c> as an OAuth 2 form (distribution project, "Token authentication").</summary>
internal sealed class TokenEndpoint(AccessControl access, BearerTokens tokens)
{
    private static readonly ImmutableArray<string> Every = [TokenGrant.Pull, TokenGrant.Push, TokenGrant.Delete];

    public Task GetAsync(HttpContext context)
    {
        var rights = Credentials.Of(context.Request) is { } credentials ? access.RightsOf(credentials.Secret) : AnonymousRights;
        return GiveAsync(context, rights, [.. context.Request.Query["scope"].OfType<string>()]);
    }

    public async Task PostAsync(HttpContext context)
    {
        var form = await ReadAsync(context);
        var secret = form["grant_type"] == "refresh_token" ? form["refresh_token"] : form["password"];
        await GiveAsync(context, access.RightsOf(secret.ToString()), [.. form["scope"].OfType<string>()]);
    }

    private static async Task<IFormCollection> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException)
        {
            throw new OciRefusal(StatusCodes.Status400BadRequest, "UNSUPPORTED", "the body is no form (application/x-www-form-urlencoded)", exception.Message);
        }
    }

    // Where reads need a token as well, a token for the anonymous would open nothing.
    private RepositoryRights? AnonymousRights => access.ReadsNeedToken ? null : access.Anonymous;

    private Task GiveAsync(HttpContext context, RepositoryRights? rights, ImmutableArray<string> scopes)
    {
        if (rights is null)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"registry\"";
            throw new OciRefusal(StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "the credentials are wrong or missing");
        }
        var asked = scopes.SelectMany(scope => scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(ScopeGrant.Parse).OfType<ScopeGrant>();
        var issued = tokens.Issue([.. asked.Select(grant => Within(rights, grant))]);
        context.Response.Headers.CacheControl = "no-store";
        return Answer.JsonAsync(context, StatusCodes.Status200OK, issued, OciJson.Wire.IssuedToken);
    }

    private static ScopeGrant Within(RepositoryRights rights, ScopeGrant asked)
    {
        if (asked.Type != "repository")
            return asked.Type == "registry" && rights.MayList ? asked : asked with { Actions = [] };
        var actions = asked.Actions.Contains("*") && !rights.May(asked.Name, "*") ? Every : asked.Actions;
        return asked with { Actions = [.. actions.Where(action => rights.May(asked.Name, action))] };
    }
}
