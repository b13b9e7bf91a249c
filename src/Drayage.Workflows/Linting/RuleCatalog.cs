using System.Collections.Immutable;
using Drayage.Workflows.Linting.Rules.Files;
using Drayage.Workflows.Linting.Rules.Security;

namespace Drayage.Workflows.Linting;

/// <summary>Every rule: one line each, by topic. Its explanation is <c>docs/lint/ID.md</c>.</summary>
internal static class RuleCatalog
{
    public static ImmutableArray<LintRule> All { get; } =
    [
        // Files
        new UnreadableFileRule(),
        new DuplicateKeyRule(),
        new MergeKeyRule(),
        new WorkflowShapeRule(),
        new MalformedExpressionRule(),

        // Security
        new ScriptInjectionRule(),
        new UntrustedCheckoutRule(),
        new UnpinnedActionRule(),
        new DeprecatedActionRule(),
        new BroadPermissionsRule(),
        new MissingPermissionsRule(),
    ];
}
