using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Drayage.Oci.Distribution.Authentication;
using Drayage.Platform.Http;

namespace Drayage.Oci.Distribution;

/// <summary>
/// Sends requests to one registry: answers challenges, follows redirects without taking credentials to another host,
/// and turns refusals into <see cref="RegistryException"/>.
/// </summary>
internal sealed class RegistryTransport(
    HttpClient http, RegistryHost registry, RegistryAuthenticator authenticator, Pauses pauses, int uploads)
{
    private const int MaxRedirects = 5;
    private const int MaxErrorBody = 64 * 1024;

    private readonly ConcurrentDictionary<string, bool> written = new(StringComparer.Ordinal);
    private readonly AsyncLock first = new();

    public RegistryHost Registry => registry;

    /// <summary>See <see cref="UploadOptions.Stall"/>.</summary>
    public TimeSpan Stall => pauses.Stall;

    /// <summary>Bounds the uploads under way.</summary>
    public AsyncLock Uploads { get; } = new(uploads);

    /// <summary>An address of the API: <c>/v2/</c> and the path given.</summary>
    public Uri Api(string path) => new(registry.Address, "/v2/" + path);

    /// <summary>Sends and returns whatever the answer is, except that nothing of 401 can be mended further.</summary>
    /// <exception cref="RegistryException">There was no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        var writes = request.Method != HttpMethod.Get && request.Method != HttpMethod.Head;
        if (!writes || written.ContainsKey(request.Scope.Key))
            return await ChallengedAsync(request, cancellationToken);
        // Where everybody may read, the first write is the first to be challenged: let one be, not all.
        using var entry = await first.EnterAsync(cancellationToken);
        var response = await ChallengedAsync(request, cancellationToken);
        written[request.Scope.Key] = true;
        return response;
    }

    private async Task<HttpResponseMessage> ChallengedAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        var target = request.Uri;
        var header = registry.Owns(target) ? await authenticator.AuthorizeAsync(request.Scope, cancellationToken) : null;
        var redirects = 0;
        var challenged = false;
        while (true)
        {
            var owned = registry.Owns(target);
            var response = await SendOnceAsync(request, target, owned ? header : null, cancellationToken);
            if (RedirectOf(request, response) is { } location)
            {
                response.Dispose();
                target = Follow(request, target, location, ++redirects);
                continue;
            }
            if (response.StatusCode != HttpStatusCode.Unauthorized || !owned || challenged)
                return response;
            challenged = true;
            await ReleaseAsync(response, cancellationToken);
            var answer = await authenticator.AnswerAsync(response, header, request.Scope, cancellationToken);
            if (answer is null)
                return response;
            response.Dispose();
            header = answer;
        }
    }

    /// <summary>Sends and insists on one of the statuses given.</summary>
    /// <exception cref="RegistryException">Another status, or no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        RegistryRequest request, CancellationToken cancellationToken, params HttpStatusCode[] accepted)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await AcceptAsync(request, accepted, cancellationToken);
            }
            catch (RegistryException failure) when (request.Repeatable && failure.IsTransient && pauses.Allow(failure, attempt))
            {
                await pauses.WaitAsync(failure, attempt, cancellationToken);
            }
        }
    }

    private async Task<HttpResponseMessage> AcceptAsync(
        RegistryRequest request, HttpStatusCode[] accepted, CancellationToken cancellationToken)
    {
        var response = await SendAsync(request, cancellationToken);
        if (accepted.Contains(response.StatusCode))
            return response;
        using (response)
            throw await RefusalAsync(request, response, cancellationToken);
    }

    /// <summary>Repeats what reads a whole answer, when that breaks off half way.</summary>
    public async Task<T> RepeatAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (RegistryException failure) when (failure.Status is null && failure.InnerException is IOException && pauses.Allow(failure, attempt))
            {
                await pauses.WaitAsync(failure, attempt, cancellationToken);
            }
        }
    }

    /// <summary>What the token for a scope says about pushing.</summary>
    public async Task<PushRight> RightOfAsync(RegistryScope scope, CancellationToken cancellationToken) =>
        TokenAccess.Of(await authenticator.AuthorizeAsync(scope, cancellationToken), scope.Repository!);

    /// <summary>The error that an answer stands for.</summary>
    public async Task<RegistryException> RefusalAsync(
        RegistryRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var errors = RegistryErrorBody.Parse(await ReadErrorAsync(response, cancellationToken));
        var detail = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        if (!errors.IsEmpty)
            detail += $" ({string.Join("; ", errors)})";
        return new RegistryException(request.Method, request.Uri, response.StatusCode, errors, detail)
        {
            RetryAfter = pauses.AskedFor(response),
            Repeats = request.Repeatable,
        };
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        RegistryRequest request, Uri target, AuthenticationHeaderValue? header, CancellationToken cancellationToken)
    {
        using var message = await request.ToMessageAsync(target, cancellationToken);
        message.Headers.Authorization = header;
        try
        {
            return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new RegistryException(request.Method, target, null, [], $"no answer: {Innermost(failure)}", failure) { Repeats = request.Repeatable };
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(request.Method, target, null, [], "no answer in time", failure) { Repeats = request.Repeatable };
        }
    }

    private static Uri? RedirectOf(RegistryRequest request, HttpResponseMessage response)
    {
        var repeats = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        var reads = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        var moves = reads && response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther;
        return repeats || moves ? response.Headers.Location : null;
    }

    private static Uri Follow(RegistryRequest request, Uri from, Uri location, int redirects)
    {
        var target = new Uri(from, location);
        if (redirects > MaxRedirects)
            throw new RegistryException(request.Method, request.Uri, null, [], $"more than {MaxRedirects} redirects");
        if (from.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps)
            throw new RegistryException(request.Method, request.Uri, null, [], $"redirected from https to {RegistryException.Shown(target)}");
        return target;
    }

    /// <summary>
    /// Frees the connection of an answer that is kept: the token may have to be fetched from the same host, which has
    /// only so many.
    /// </summary>
    private static async Task ReleaseAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var connected = response.Content;
        response.Content = new ByteArrayContent(await ReadErrorAsync(response, cancellationToken));
        connected.Dispose();
    }

    private static async Task<byte[]> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[MaxErrorBody];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return buffer[..length];
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return [];
        }
    }

    private static string Innermost(Exception failure) =>
        failure is HttpFailureException known ? known.Failure.Detail : failure.GetBaseException().Message;
}
