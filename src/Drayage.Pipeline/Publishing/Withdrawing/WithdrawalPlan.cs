using System.Collections.Immutable;
using Drayage.Model.Delivery;

namespace Drayage.Pipeline.Publishing.Withdrawing;

/// <summary>What a destination allows of taking one consignment back.</summary>
public sealed record WithdrawalPlan
{
    /// <summary>What Drayage does, in this order; also what is done already.</summary>
    public ImmutableArray<WithdrawalStep> Steps { get; init; } = [];

    /// <summary>What only a person can do, and has not done yet.</summary>
    public ImmutableArray<HandWork> ByHand { get; init; } = [];

    /// <summary>What remains as it is and why, one line each.</summary>
    public ImmutableArray<string> Stays { get; init; } = [];
}

/// <summary>One step of a withdrawal.</summary>
/// <param name="Effect">What is journaled, probed and sent.</param>
/// <param name="Text">What it means, with what a name goes back to.</param>
/// <param name="IsDone">Whether the destination shows it done.</param>
public sealed record WithdrawalStep(Effect.Withdraw Effect, string Text, bool IsDone);

/// <summary>Something that is left to a person.</summary>
/// <param name="What">What to do, in one sentence.</param>
/// <param name="Where">The exact address or command.</param>
public sealed record HandWork(string What, string Where);
