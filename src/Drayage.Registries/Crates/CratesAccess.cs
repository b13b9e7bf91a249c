using Drayage.Registries.Access;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Crates;

/// <summary>Tells callers apart. Cargo sends its token bare, without a scheme; tokens for an identity come with <c>Bearer</c> as well.</summary>
internal sealed class CratesAccess(AccessControl access, TimeProvider clock)
{
    /// <summary>The user that the write token belongs to.</summary>
    public const string User = "drayage";

    private const string Bearer = "Bearer ";
    private const string ExchangedPrefix = "cio_tp_";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly ExchangedTokens exchanged = new(new SignedTokens(access.DeriveKey("crates: exchanged tokens")), clock);
    private readonly Identities identities = new(access.Signed, clock);

    public bool ReadsNeedToken => access.ReadsNeedToken;

    /// <exception cref="CratesRefusal">401: reading needs a token, and none came.</exception>
    public void RequireReader(HttpContext context)
    {
        if (!access.ReadsNeedToken || (TokenOf(context.Request) is { } token && IsWriter(token)))
            return;
        // By this header cargo learns that it should send a token (RFC 3139).
        context.Response.Headers.WWWAuthenticate = "Cargo";
        throw new CratesRefusal(StatusCodes.Status401Unauthorized, "this action requires authentication");
    }

    /// <summary>The user that a token belongs to; null for a token that an identity was exchanged for.</summary>
    /// <exception cref="CratesRefusal">Nobody's token.</exception>
    public string? RequirePublisher(HttpContext context, string registry)
    {
        var token = TokenOf(context.Request) ?? throw CratesRefusal.Forbidden("this action requires authentication");
        if (IsWriter(token))
            return User;
        if (!token.StartsWith(ExchangedPrefix, StringComparison.Ordinal))
            throw CratesRefusal.Forbidden("authentication failed");
        return exchanged.PurposeOf(token[ExchangedPrefix.Length..]) == registry ? null : throw CratesRefusal.Forbidden("Invalid authentication token");
    }

    /// <exception cref="CratesRefusal">No user's token.</exception>
    public string RequireUser(HttpContext context, string registry) =>
        RequirePublisher(context, registry) ?? throw CratesRefusal.Forbidden("this action can only be performed with the token of a user");

    /// <returns>A token that may publish further versions to the registry.</returns>
    /// <exception cref="CratesRefusal">The identity is not trusted.</exception>
    public string Exchange(HttpContext context, string registry, string identity) => identities.Check(identity, context.Request.Host.Value!) is IdentityCheck.Refused refused
        ? throw CratesRefusal.BadRequest($"Failed to validate JWT: {refused.Reason}")
        : ExchangedPrefix + exchanged.Issue(registry, Lifetime);

    private bool IsWriter(string token) => access.Judge(token) == Caller.Trusted;

    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.Length == 0 ? null : header.StartsWith(Bearer, StringComparison.Ordinal) ? header[Bearer.Length..] : header;
    }
}
