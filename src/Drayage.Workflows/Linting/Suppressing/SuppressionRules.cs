using System.Collections.Immutable;

namespace Drayage.Workflows.Linting.Suppressing;

/// <summary>What can be wrong with suppressions themselves.</summary>
internal static class SuppressionRules
{
    public static RuleInfo WithoutReason { get; } = new("suppression-without-reason", Severity.Warning, "a finding is suppressed without a reason");

    public static RuleInfo Unused { get; } = new("unused-suppression", Severity.Note, "a suppression suppresses nothing");

    public static ImmutableArray<RuleInfo> All { get; } = [WithoutReason, Unused];
}
