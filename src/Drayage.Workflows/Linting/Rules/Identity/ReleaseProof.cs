using Drayage.Workflows.Definitions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Identity;

/// <summary>With whose token a step makes a release, and where.</summary>
internal static class ReleaseProof
{
    public static ProofKind Of(StepActs step, PublishingAct.Publish publish)
    {
        if (publish.Command is { } command)
            return ProofKinds.Of(command.Variables.GetValueOrDefault("GH_TOKEN") ?? command.Variables.GetValueOrDefault("GITHUB_TOKEN"));
        var with = step.Traced.Step.With;
        var given = with.Find("token") ?? with.Find("repo_token") ?? with.Find("repo-token") ?? with.Find("github_token");
        if (given is not null)
            return ProofKinds.Of(step.Traced.Scope.Expand(given.Value).ToString());
        var fromEnv = step.Traced.Step.Env.Find("GITHUB_TOKEN");
        if (fromEnv is not null)
            return ProofKinds.Of(fromEnv.Value);
        // These take the job's token where nothing is named.
        return publish.Tool.ToLowerInvariant() is "softprops/action-gh-release" or "ncipollo/release-action" ? ProofKind.JobToken : ProofKind.Other;
    }

    public static bool IsOwnRepository(StepActs step, PublishingAct.Publish publish)
    {
        if (publish.Command is { } command)
            return !command.Words.Any(word => word.Text.KnownStart is "-R" || word.Text.KnownStart.StartsWith("--repo", StringComparison.Ordinal)) && !command.Variables.ContainsKey("GH_REPO");
        var with = step.Traced.Step.With;
        return with.Find("repository") is null && with.Find("repo") is null && with.Find("repo_name") is null;
    }
}
