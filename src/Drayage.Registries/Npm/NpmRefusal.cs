using System.Globalization;
using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Npm;

/// <summary>A refused request. The body is <c>{"error":…}</c>, of which npm shows the text.</summary>
internal sealed class NpmRefusal(int status, string message) : Exception(message)
{
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The WWW-Authenticate header; npm asks for a one-time password when it reads <c>OTP</c>.</summary>
    public string? Challenge { get; init; }

    public static NpmRefusal BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static NpmRefusal Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    public static NpmRefusal NotFound(string what) => new(StatusCodes.Status404NotFound, $"Not found: {what}");

    public static NpmRefusal Unauthorized(string message = "Unable to authenticate, your authentication token seems to be invalid.") =>
        new(StatusCodes.Status401Unauthorized, message) { Challenge = "Bearer" };

    public static NpmRefusal PasswordWanted() =>
        new(StatusCodes.Status401Unauthorized, "You must provide a one-time pass. Upgrade your client to npm@latest in order to use 2FA.") { Challenge = "OTP" };

    public Task AnswerAsync(HttpContext context)
    {
        if (RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (Challenge is { } challenge)
            context.Response.Headers.WWWAuthenticate = challenge;
        return Answer.JsonAsync(context, status, new NpmError(Message), NpmJson.Wire.NpmError);
    }
}

/// <summary>The body of a refusal.</summary>
internal sealed record NpmError(string Error);
