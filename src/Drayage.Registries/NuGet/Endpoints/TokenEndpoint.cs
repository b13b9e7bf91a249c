using System.Globalization;
using System.Text.Json;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Drayage.Registries.NuGet.Wire;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.NuGet.Endpoints;

/// <summary>Trusted publishing: gives a short-lived API key for the identity of a CI job, which is meant for this server's address.</summary>
internal sealed class TokenEndpoint(Identities identities, FeedKeys keys, TimeProvider clock)
{
    private const string ApiKey = "ApiKey";
    private const int LargestRequest = 16 * 1024;

    public async Task PostAsync(HttpContext context, string feed)
    {
        if (Credentials.Of(context.Request) is not { Scheme: Credentials.Bearer } bearer)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "A bearer token is required.");
            return;
        }
        if (await ReadAsync(context) is not { Username: { Length: > 0 } user, TokenType: ApiKey })
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, $"The request needs a username and the tokenType {ApiKey}.");
            return;
        }
        if (identities.Check(bearer.Secret, Answer.BaseAddress(context.Request)) is IdentityCheck.Refused refused)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, $"No matching trust policy owned by user '{user}' was found: {refused.Reason}.");
            return;
        }
        var (key, lifetime) = keys.Issue(feed, user);
        var expires = (clock.GetUtcNow() + lifetime).ToString("O", CultureInfo.InvariantCulture);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new TokenAnswer(ApiKey, expires, key), NuGetJson.Wire.TokenAnswer);
    }

    private static async Task<TokenRequest?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestRequest)
            return null;
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, NuGetJson.Wire.TokenRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string error) =>
        Answer.JsonAsync(context, status, new TokenError(error), NuGetJson.Wire.TokenError);
}
