using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Delivery;

/// <summary>
/// Turns what stops one publisher, a secret that is not set, a connection that breaks in a download or an answer that makes no
/// sense, into the failure of its consignment: the others go on (invariant 4).
/// </summary>
public static class DeliveryGuard
{
    /// <summary>Asks a publisher.</summary>
    /// <param name="consignment">What it is asked about.</param>
    /// <exception cref="DeliveryException">It failed, in whatever way.</exception>
    public static async Task<T> RunAsync<T>(Consignment consignment, Func<Task<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act();
        }
        catch (ReleaseException refused)
        {
            throw new DeliveryException(
                DeliveryFailure.Refused, $"destination {consignment.Destination}: {refused.Message}", refused.Because, refused.Hint, inner: refused);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unfinished(consignment, "no answer came in time", silent);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw Unfinished(consignment, broken.Message, broken);
        }
        catch (Exception nonsense) when (nonsense is FormatException or NotSupportedException or JsonException or InvalidDataException)
        {
            throw new DeliveryException(
                DeliveryFailure.Transient,
                $"destination {consignment.Destination}: what it answered about {consignment.Id} makes no sense",
                nonsense.Message,
                "run: drayage resume; if it stays so, check the destination's address in drayage.yaml",
                inner: nonsense);
        }
    }

    private static DeliveryException Unfinished(Consignment consignment, string because, Exception inner) => new(
        DeliveryFailure.Transient, $"destination {consignment.Destination}: {consignment.Id} could not be finished", because, "run: drayage resume", inner: inner);
}
