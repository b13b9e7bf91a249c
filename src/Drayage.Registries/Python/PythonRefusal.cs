using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Drayage.Registries.Python;

/// <summary>A refused request. As on the Python Package Index the message stands both in the body and in the reason phrase.</summary>
internal sealed class PythonRefusal(int status, string message) : Exception(message)
{
    public static PythonRefusal BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static PythonRefusal NotFound(string what) => new(StatusCodes.Status404NotFound, $"Not Found: {what}");

    public Task AnswerAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = Printable(Message);
        return Hosting.Answer.BytesAsync(context, status, System.Text.Encoding.UTF8.GetBytes($"{status} {Message}\n"), "text/plain; charset=utf-8");
    }

    // A reason phrase holds visible ASCII only (RFC 9112 section 4); names in messages come from the client.
    private static string Printable(string text) =>
        string.Concat(text.Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));
}
