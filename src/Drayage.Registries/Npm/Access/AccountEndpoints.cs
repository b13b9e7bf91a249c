using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Drayage.Registries.Npm.Packages;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Npm.Access;

/// <summary>Who one is, logging in, and the exchange of a CI job's identity for a token.</summary>
internal sealed class AccountEndpoints(NpmAccounts accounts, TrustedPublishing trusted)
{
    private const int LargestBody = 64 * 1024;

    public Task WhoAmIAsync(HttpContext context)
    {
        var user = accounts.Identify(context.Request) ?? throw NpmRefusal.Unauthorized("You must be logged in.");
        return Answer.JsonAsync(context, StatusCodes.Status200OK, new JsonObject { ["username"] = user.Name }, NpmJson.Wire.JsonObject);
    }

    /// <summary><c>npm login --auth-type=legacy</c>: the password is the account's secret, and so is the token.</summary>
    public async Task LoginAsync(HttpContext context, string name)
    {
        var buffer = new byte[LargestBody];
        var read = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        var password = PasswordOf(buffer.AsMemory(0, read));
        if (accounts.Judge(password)?.Name != name)
            throw NpmRefusal.Unauthorized("incorrect password");
        await Answer.JsonAsync(context, StatusCodes.Status201Created, new JsonObject { ["ok"] = $"you are authenticated as '{name}'", ["token"] = password }, NpmJson.Wire.JsonObject);
    }

    public Task ExchangeAsync(HttpContext context, string package)
    {
        if (Credentials.Of(context.Request) is not { Scheme: Credentials.Bearer } identity)
            throw NpmRefusal.Unauthorized("OIDC token exchange error - no identity token");
        trusted.Check(identity.Secret, package, $"npm:{context.Request.Host.Host}");
        var token = accounts.Issue(package);
        return Answer.JsonAsync(context, StatusCodes.Status201Created, new JsonObject { ["token_type"] = "oidc", ["token"] = token }, NpmJson.Wire.JsonObject);
    }

    public Task CollaboratorsAsync(HttpContext context, PackageRecord package)
    {
        if (accounts.Identify(context.Request) is null)
            throw NpmRefusal.Unauthorized("You must be logged in.");
        return Answer.JsonAsync(context, StatusCodes.Status200OK, new JsonObject(package.Owners.Select(owner => KeyValuePair.Create(owner, (JsonNode?)"write"))), NpmJson.Wire.JsonObject);
    }

    private static string PasswordOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("password").GetString() ?? "";
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw NpmRefusal.BadRequest("the body names no password");
        }
    }
}
