namespace Drayage.Platform.Http;

/// <summary>
/// Puts an <see cref="HttpClient"/> on the pipeline: GET and HEAD are retried, others are sent once, and redirects are
/// the caller's.
/// </summary>
internal sealed class PipelineHandler(HttpPipeline pipeline) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isSafe = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        var call = new HttpCall
        {
            Method = request.Method,
            Uri = request.RequestUri!,
            Headers = [.. Headers(request)],
            Content = request.Content is { } content ? () => content : null,
            Repeatable = isSafe && request.Content is null,
            FollowRedirects = false,
        };
        return await pipeline.SendAsync(call, cancellationToken) switch
        {
            HttpResult.Answered answered => answered.Reply.TakeMessage(),
            HttpResult.Unanswered unanswered => throw new HttpFailureException(unanswered.Failure),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Headers(HttpRequestMessage request) =>
        request.Headers.NonValidated.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));
}
