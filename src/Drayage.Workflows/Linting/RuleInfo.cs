using System.Collections.Immutable;

namespace Drayage.Workflows.Linting;

/// <summary>A rule as reports show it.</summary>
public sealed record RuleInfo(string Id, Severity Severity, string Title)
{
    /// <summary>In the order of the catalogue; the rules of suppressing itself at the end.</summary>
    public static ImmutableArray<RuleInfo> All { get; } =
        [.. RuleCatalog.All.Select(rule => new RuleInfo(rule.Id, rule.Severity, rule.Title)), .. Suppressing.SuppressionRules.All];
}
