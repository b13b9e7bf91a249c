using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Pipeline.Delivery;

/// <summary>What a delivery came to.</summary>
public sealed record DeliveryReport(ImmutableArray<ConsignmentOutcome> Outcomes)
{
    /// <summary>Whether everything came about that the run was to bring about. What people were to be told decides nothing.</summary>
    public bool IsComplete => Outcomes.All(o => o.Consignment.IsNotice || o is ConsignmentOutcome.Delivered or ConsignmentOutcome.Staged or ConsignmentOutcome.Left);

    /// <summary>Partial success is never success: 3 when at least one effect stands and more is to come, 1 when everything was refused.</summary>
    public ExitCode ExitCode(bool anythingDelivered) =>
        IsComplete ? Model.ExitCode.Done : anythingDelivered ? Model.ExitCode.Partial : Model.ExitCode.Refused;
}
