using System.Collections.Concurrent;
using System.Net;

namespace Drayage.Tests.Oci.Distribution;

/// <summary>A registry made of one function, for answers that no sound registry gives.</summary>
internal sealed class ScriptedHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>Method, address and authorization scheme of every request.</summary>
    public ConcurrentQueue<(string Request, string? Authorization)> Seen { get; } = new();

    public static HttpResponseMessage Answer(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
        foreach (var (name, value) in headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.Remove(name);
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Seen.Enqueue(($"{request.Method} {request.RequestUri}", request.Headers.Authorization?.ToString()));
        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        return answer(request);
    }
}
