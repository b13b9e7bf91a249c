using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Drayage.Ecosystems.Cargo.Publishing.Index;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Identity;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>
/// The token that a registry gives for the CI job's identity (crates.io/docs/trusted-publishing). It lives for half an hour, which a
/// workspace that waits for rate limits outlasts: it is asked for anew in good time, and when the registry says that it is over.
/// </summary>
internal sealed class TrustedToken(WorkloadIdentity identity, PublisherContext context, string destination)
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan UseFor = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Task<Secret>? held;
    private long heldSince;

    /// <exception cref="ReleaseException">The CI system gives no identity.</exception>
    /// <exception cref="DeliveryException">The registry does not trust it.</exception>
    public async ValueTask<Secret> TakeAsync(Uri api, CancellationToken cancellationToken)
    {
        Task<Secret> taken;
        lock (gate)
        {
            if (held is null || held.IsFaulted || held.IsCanceled || context.Clock.GetElapsedTime(heldSince) > UseFor)
                (held, heldSince) = (ExchangeAsync(api, cancellationToken), context.Clock.GetTimestamp());
            taken = held;
        }

        return await taken;
    }

    /// <summary>The registry did not take the token.</summary>
    /// <returns>Whether a new one may help: not where this one was new itself.</returns>
    public bool Forget()
    {
        lock (gate)
        {
            held = null;
            return context.Clock.GetElapsedTime(heldSince) > Fresh;
        }
    }

    private async Task<Secret> ExchangeAsync(Uri api, CancellationToken cancellationToken)
    {
        var jwt = await identity.TokenAsync(api.Authority, cancellationToken);
        var message = $"destination {destination}: {api.Authority} gave no token in exchange for the job's identity";
        var body = new JsonObject { ["jwt"] = jwt.Reveal() }.ToJsonString();
        var call = new HttpCall
        {
            Method = HttpMethod.Post,
            Uri = CratesApi.Of(api, "trusted_publishing/tokens"),
            Content = () => new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            Repeatable = false,
        };
        using var reply = await context.Http.FetchAsync(call, LargestAnswer, message, cancellationToken);
        if (!reply.IsSuccess)
        {
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(
                message, "name this repository and workflow as trusted publisher on the registry's settings page of each crate; the job needs: permissions: id-token: write");
        }

        return context.Secrets.Learn(TokenOf(await reply.ReadBodyAsync(LargestAnswer, cancellationToken), message));
    }

    private static string TokenOf(ReadOnlyMemory<byte> answer, string message)
    {
        try
        {
            if (JsonSerializer.Deserialize(answer.Span, IndexJson.Default.TokenAnswer) is { Token.Length: > 0 } answered)
                return answered.Token;
        }
        catch (JsonException)
        {
            // Told below, like an answer without a token.
        }

        throw new DeliveryException(DeliveryFailure.Transient, message, "its answer holds no 'token'", "run: drayage resume");
    }
}

/// <summary>What an exchange is answered with.</summary>
internal sealed record TokenAnswer
{
    [JsonPropertyName("token")]
    public required string Token { get; init; }
}
