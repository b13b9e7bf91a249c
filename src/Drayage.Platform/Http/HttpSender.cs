using System.Net;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Http;

/// <summary>Sends a call once, following redirects.</summary>
internal sealed class HttpSender(HttpMessageInvoker invoker, ISendGate? gate, HttpPipelineOptions options, TimeProvider time, Redactor redactor)
{
    private const int MostRedirects = 10;

    /// <param name="bodyLimit">Reads the body, up to so many bytes, as a part of the sending; null leaves it on the wire.</param>
    public async Task<HttpResult> SendAsync(HttpCall call, int? bodyLimit, CancellationToken cancellationToken)
    {
        var uri = call.Uri;
        for (var redirects = 0; ; redirects++)
        {
            using var request = await RequestAsync(call, uri, cancellationToken);
            var result = await SendOnceAsync(request, call, cancellationToken);
            if (result is not HttpResult.Answered { Reply: var reply })
                return result;
            if (!MayFollow(call, uri, reply))
                return await WithBodyAsync(request, reply, bodyLimit, cancellationToken);
            var next = reply.Location!;
            reply.Dispose();
            if (redirects == MostRedirects)
                return new HttpResult.Unanswered(NoAnswer.Redirect(request, $"more than {MostRedirects} redirects"));
            if (uri.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps)
                return new HttpResult.Unanswered(NoAnswer.Redirect(request, $"redirected from https to {RedactedUri.Render(next)}"));
            uri = next;
        }
    }

    private static bool MayFollow(HttpCall call, Uri from, HttpReply reply)
    {
        if (!call.FollowRedirects || reply.Location is not { } to || (to.Scheme != Uri.UriSchemeHttp && to.Scheme != Uri.UriSchemeHttps))
            return false;
        var isSafe = call.Method == HttpMethod.Get || call.Method == HttpMethod.Head;
        return reply.Status switch
        {
            HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther => isSafe,
            HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect => isSafe || IsSameOrigin(from, to),
            _ => false,
        };
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpCall call, Uri uri, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(call.Method, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = call.Content?.Invoke() ?? EmptyBody(call),
        };
        if (call.ShownAs is { } shownAs)
            ShownAddress.Set(request, shownAs);
        foreach (var (name, value) in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        if (!request.Headers.NonValidated.Contains("User-Agent"))
            request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        // The origin decides, not the host alone: another port may be another server.
        if (call.Credential is { } credential && IsSameOrigin(call.Uri, uri))
            await credential.ApplyAsync(request, cancellationToken);
        return request;
    }

    // The connection pool itself repeats a request whose connection ended before a body was begun. An empty body
    // counts as one, so that what may not be repeated is not; and it is written at the last moment, which the gate is asked at.
    private ByteArrayContent? EmptyBody(HttpCall call) =>
        (call.Repeatable && gate is null) || call.Method == HttpMethod.Get || call.Method == HttpMethod.Head ? null : new ByteArrayContent([]);

    private async Task<HttpResult> SendOnceAsync(HttpRequestMessage request, HttpCall call, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var patience = new Patience(call.Patience ?? options.Patience, time);
        if (request.Content is { } content)
            request.Content = new WatchedContent(content, patience, gate);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            if (gate is not null)
                await gate.PassAsync(either.Token);
            var message = await invoker.SendAsync(request, either.Token);
            patience.Pause();
            var reply = new HttpReply(message, patience, time, redactor);
            options.Observer?.Invoke(reply.Describe(time.GetElapsedTime(started)));
            return new HttpResult.Answered(reply);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = patience.RanOut
                ? NoAnswer.Silence(request, patience.Limit)
                : NoAnswer.ConnectTimedOut(request, options.ConnectTimeout);
            patience.Dispose();
            return new HttpResult.Unanswered(failure);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            patience.Dispose();
            return new HttpResult.Unanswered(NoAnswer.From(request, error, redactor));
        }
        catch
        {
            patience.Dispose();
            throw;
        }
    }

    private async Task<HttpResult> WithBodyAsync(
        HttpRequestMessage request, HttpReply reply, int? bodyLimit, CancellationToken cancellationToken)
    {
        try
        {
            if (bodyLimit is { } limit)
                await reply.ReadBodyAsync(limit, cancellationToken);
            return new HttpResult.Answered(reply);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            reply.Dispose();
            return new HttpResult.Unanswered(NoAnswer.From(request, error, redactor));
        }
        catch
        {
            reply.Dispose();
            throw;
        }
    }

    private static bool IsSameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
