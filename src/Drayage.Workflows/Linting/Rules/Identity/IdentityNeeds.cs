using Drayage.Workflows.Definitions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Identity;

/// <summary>What a step needs the workflow's identity for.</summary>
internal static class IdentityNeeds
{
    private static readonly string[] Attesting = ["actions/attest-build-provenance", "actions/attest-sbom", "actions/attest"];
    private static readonly string[] Exchanging = ["rust-lang/crates-io-auth-action", "NuGet/login"];

    public static IEnumerable<(string Scope, string What, SourcePlace Place)> Of(StepActs step)
    {
        foreach (var publish in step.Publications)
        {
            if (publish.Channel == Channel.Python && IsTrusted(step, publish))
                yield return ("id-token", "publishes to PyPI without a password, by trusted publishing", step.PlaceOf(publish));
            else if (publish.Channel == Channel.Npm && SignsProvenance(publish))
                yield return ("id-token", "signs a provenance for npm", step.PlaceOf(publish));
        }

        if (step.Traced.Step.Uses is not ActionReference.Remote remote)
            yield break;
        if (Exchanging.Any(remote.Is))
            yield return ("id-token", "exchanges the workflow's identity for a token", remote.Text.Place);
        if (Attesting.Any(remote.Is))
        {
            yield return ("id-token", "signs an attestation", remote.Text.Place);
            yield return ("attestations", "stores an attestation", remote.Text.Place);
        }
    }

    private static bool IsTrusted(StepActs step, PublishingAct.Publish publish)
    {
        var with = step.Traced.Step.With;
        var address = with.Find("repository-url") ?? with.Find("repository_url");
        return publish.Tool == "pypa/gh-action-pypi-publish"
            && with.Find("password") is null
            && with.Find("user") is null
            && (address is null || address.Value.Contains("pypi.org", StringComparison.OrdinalIgnoreCase));
    }

    private static bool SignsProvenance(PublishingAct.Publish publish) => publish.Command is { IsConditional: false } command
        && (command.Words.Any(word => word.Known is "--provenance" or "--provenance=true") || command.Variables.GetValueOrDefault("NPM_CONFIG_PROVENANCE")?.Known == "true");
}
