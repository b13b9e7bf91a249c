using System.Collections.Immutable;
using Drayage.Workflows.Linting.Rules.Artifacts;
using Drayage.Workflows.Linting.Rules.Files;
using Drayage.Workflows.Linting.Rules.Guards;
using Drayage.Workflows.Linting.Rules.Identity;
using Drayage.Workflows.Linting.Rules.Matrices;
using Drayage.Workflows.Linting.Rules.Order;
using Drayage.Workflows.Linting.Rules.Publishing;
using Drayage.Workflows.Linting.Rules.Runners;
using Drayage.Workflows.Linting.Rules.Scripts;
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
        new CachePoisoningRule(),
        new RetiredRunnerRule(),

        // Identity
        new LongLivedTokenRule(),
        new MissingIdTokenRule(),

        // Guards around publishing
        new PublishOnPullRequestRule(),
        new PublishOnForkRule(),
        new MissingConcurrencyRule(),
        new MissingTimeoutRule(),
        new MissingEnvironmentRule(),

        // Matrices, order and artifacts
        new ConcurrentPushRule(),
        new ConcurrentIndexPushRule(),
        new BuildArgumentsDifferRule(),
        new UnheardTagRule(),
        new ImageBeforeReleaseRule(),
        new VersionDriftRule(),
        new ArtifactPatternRule(),

        // Scripts
        new BrokenContinuationRule(),
        new PythonToolMissingRule(),
        new PackageTypeRule(),
        new SecretOnCommandLineRule(),
        new SecretInScriptRule(),
        new UnmappedSecretRule(),
        new WrappedBase64Rule(),

        // Publishing
        new PushWithoutLoginRule(),
        new PushPermissionRule(),
        new ImageNameCaseRule(),
        new PythonIndexRule(),
        new NotAnImageRule(),
        new ArchitectureTagsRule(),
        new TagDriftRule(),
        new CombinedPushRule(),
        new IgnoredFailureRule(),
        new SkipExistingRule(),
        new RepetitionRule(),
    ];
}
