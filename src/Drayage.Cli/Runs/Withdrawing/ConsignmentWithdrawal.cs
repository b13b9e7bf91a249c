using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Cli.Runs.Withdrawing;

/// <summary>The withdrawal of one consignment: what is to be done and, once it was tried, how it ended.</summary>
internal sealed record ConsignmentWithdrawal(Consignment Consignment, WithdrawalPlan Plan)
{
    /// <summary>What stopped it; null where nothing did.</summary>
    public DeliveryException? Failure { get; init; }

    /// <summary>Whether the steps were sent, and not planned only.</summary>
    public bool IsSent { get; init; }

    public bool HasWork => Plan.Steps.Any(step => !step.IsDone);

    /// <summary>Whether something remains that Drayage does not do, or could not. That people were not told of it changes nothing.</summary>
    public bool IsLeft => !Consignment.IsNotice && IsUnfinished;

    private bool IsUnfinished => Failure is not null || Plan.ByHand.Length > 0;

    /// <summary>One word for tables and JSON.</summary>
    public string Status => this switch
    {
        { Failure: not null } => "failed",
        { Plan.ByHand.Length: > 0 } => "by-hand",
        { Plan.Steps.IsEmpty: true } => "stays",
        { IsSent: false, HasWork: true } => "planned",
        _ => "withdrawn",
    };
}
