using System.Text.Json;
using Drayage.Platform.Archives;
using Drayage.Registries.Crates.Wire;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Crates.Endpoints;

/// <summary>Who somebody is, and tokens for the identities of CI jobs.</summary>
internal sealed class AccountEndpoints(CratesAccess access)
{
    private const int IdentityLimit = 64 * 1024;

    /// <summary>As on crates.io a token cannot ask whose it is, and a valid one is told so in other words than an invalid one.</summary>
    public Task MeAsync(HttpContext context, string registry)
    {
        access.RequirePublisher(context, registry);
        throw CratesRefusal.Forbidden("this action can only be performed on the crates.io website");
    }

    public async Task ExchangeAsync(HttpContext context, string registry)
    {
        try
        {
            await using var limited = new LimitedReadStream(context.Request.Body, IdentityLimit);
            var request = await JsonSerializer.DeserializeAsync(limited, CratesJson.Wire.IdentityRequest, context.RequestAborted) ?? throw new JsonException("it is null");
            await Answer.JsonAsync(context, StatusCodes.Status200OK, new IdentityAnswer(access.Exchange(context, registry, request.Jwt)), CratesJson.Wire.IdentityAnswer);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw CratesRefusal.BadRequest($"Failed to decode JWT: {exception.Message}");
        }
    }
}
