using Drayage.Registries.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Drayage.Registries.NuGet;

/// <summary>A refused request. The message stands in the reason phrase, which is what clients show, and in the body.</summary>
internal sealed class NuGetRefusal(int status, string message) : Exception(message)
{
    /// <summary>What <c>Retry-After</c> says.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static NuGetRefusal BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static NuGetRefusal NotFound(string what) => new(StatusCodes.Status404NotFound, $"{what} was not found");

    public Task AnswerAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = Printable(Message);
        if (RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        return Answer.BytesAsync(context, status, System.Text.Encoding.UTF8.GetBytes($"{Message}\n"), "text/plain; charset=utf-8");
    }

    // A reason phrase holds visible ASCII only (RFC 9112 section 4); names in messages come from the client.
    private static string Printable(string text) =>
        string.Concat(text.Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));
}
