using System.Collections.Immutable;
using Drayage.Model.Waybills;

namespace Drayage.Pipeline.Publishing.Withdrawing;

/// <summary>What is known besides when a withdrawal is planned.</summary>
/// <param name="Others">The waybills of other releases that are at hand: what a name goes back to is compared with them.</param>
public sealed record WithdrawalContext(ImmutableArray<Waybill> Others);
