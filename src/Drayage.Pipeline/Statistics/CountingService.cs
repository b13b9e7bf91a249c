using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Pipeline.Statistics;

/// <summary>Asks services that tell figures as JSON. They are public: no credential goes along.</summary>
public sealed class CountingService(HttpPipeline http)
{
    private const int Largest = 64 * 1024 * 1024;

    /// <returns>Null where the service has no such figure.</returns>
    /// <param name="address">The figure.</param>
    /// <param name="type">Its form.</param>
    /// <param name="message">What failed, on what, in case it cannot be read.</param>
    /// <param name="hint">What to look at where the answer is no figure.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="DeliveryException">It does not answer, or not with a figure.</exception>
    public async Task<T?> AskAsync<T>(Uri address, JsonTypeInfo<T> type, string message, string hint, CancellationToken cancellationToken)
        where T : class
    {
        using var reply = await http.FetchAsync(HttpCall.Get(address).WithHeader("Accept", "application/json"), Largest, message, cancellationToken);
        if (reply.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
            return null;
        if (!reply.IsSuccess)
            throw (await reply.ToFailureAsync(cancellationToken)).ToDelivery(message, "ask again later");
        try
        {
            return JsonSerializer.Deserialize((await reply.ReadBodyAsync(Largest, cancellationToken)).Span, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException malformed)
        {
            throw new DeliveryException(DeliveryFailure.Refused, message, $"GET {address}: {malformed.Message}", hint, inner: malformed);
        }
    }
}
