using Drayage.Model.Delivery;

namespace Drayage.Pipeline.Publishing.Withdrawing;

/// <summary>
/// What a publisher can do besides, where its destination takes something back. Each step is an <see cref="Effect.Withdraw"/>, which the
/// publisher then probes, sends and reads back like any other effect: sending is called only for what is still there.
/// </summary>
public interface IWithdrawing
{
    /// <summary>Looks at the destination and says what can be taken back, what a person must do, and what stays. Changes nothing.</summary>
    /// <exception cref="DeliveryException">The destination cannot be asked.</exception>
    Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, WithdrawalContext context, CancellationToken cancellationToken);
}
