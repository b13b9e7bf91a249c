using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Ecosystems.DotNet.Publishing.Feeds;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Identity;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>
/// Trusted publishing: the identity of a CI job is exchanged for a key of a user.
/// One key serves until shortly before its end.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class TrustedKey(NuGetSettings settings, PublisherContext context, WorkloadIdentity identity)
{
    private const int LargestAnswer = 64 * 1024;

    // Long enough for the largest push.
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim turn = new(1, 1);
    private (Secret Key, DateTimeOffset Expires)? held;

    /// <param name="site">The feed.</param>
    /// <param name="user">Whose policy names the workflow.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    /// <exception cref="DeliveryException">The feed gives none.</exception>
    /// <exception cref="Model.ReleaseException">The job has no identity.</exception>
    public async ValueTask<Secret> OfAsync(FeedSite site, string user, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (held is not { } current || current.Expires - Reserve <= context.Clock.GetUtcNow())
                held = await ExchangeAsync(site, user, cancellationToken);
            return held.Value.Key;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(Secret Key, DateTimeOffset Expires)> ExchangeAsync(FeedSite site, string user, CancellationToken cancellationToken)
    {
        var token = await identity.TokenAsync(site.Push.GetLeftPart(UriPartial.Authority), cancellationToken);
        var message = $"destination {settings.Id}: {site.Push.Authority} gave no key in exchange for the job's identity";
        var call = new HttpCall
        {
            Method = HttpMethod.Post,
            Uri = site.Exchange,
            Credential = new HttpCredential.Bearer(_ => ValueTask.FromResult(token)),
            Content = () => new StringContent(
                new JsonObject { ["username"] = user, ["tokenType"] = "ApiKey" }.ToJsonString(), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            Repeatable = false,
        };
        using var reply = await context.Http.FetchAsync(call, LargestAnswer, message, cancellationToken);
        if (!reply.IsSuccess)
        {
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(
                message, $"on the feed's pages let {user} add a trusted publishing policy that names this repository and workflow; the job needs: permissions: id-token: write");
        }

        return Read(await reply.ReadBodyAsync(LargestAnswer, cancellationToken), message);
    }

    private (Secret Key, DateTimeOffset Expires) Read(ReadOnlyMemory<byte> answer, string message)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            if (json.RootElement.TryGetProperty("apiKey", out var key) && key.GetString() is { Length: > 0 } text)
            {
                var told = json.RootElement.TryGetProperty("expires", out var end)
                    && DateTimeOffset.TryParse(end.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
                        ? expires
                        : context.Clock.GetUtcNow();
                return (context.Secrets.Learn(text), told);
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Told below, like an answer without the key.
        }

        throw new DeliveryException(DeliveryFailure.Refused, message, "its answer holds no 'apiKey'", "check 'source': feeds other than the public gallery may not exchange identities");
    }
}
