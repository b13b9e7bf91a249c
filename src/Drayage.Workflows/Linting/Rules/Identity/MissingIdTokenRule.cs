using Drayage.Workflows.Definitions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Identity;

/// <summary>A step asks for the workflow's identity, and the job may not have one.</summary>
internal sealed class MissingIdTokenRule : LintRule
{
    private static readonly string[] Attesting = ["actions/attest-build-provenance", "actions/attest-sbom", "actions/attest"];
    private static readonly string[] Exchanging = ["rust-lang/crates-io-auth-action", "NuGet/login"];

    public override string Id => "missing-id-token";

    public override Severity Severity => Severity.Error;

    public override string Title => "a step needs the workflow's identity, and the job may not have one";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var job in target.Jobs)
        {
            foreach (var step in job.Acts.Where(step => step.Traced.Runs != false))
            {
                foreach (var (scope, what, place) in Needs(step))
                {
                    // Where the repository's settings or a caller elsewhere decide, nothing can be said.
                    if (job.Access.FirstOrDefault(access => access[scope] is { } level && level != PermissionLevel.Write) is { Decisive: { } decisive })
                        yield return Found(
                            step.Source,
                            place,
                            $"'{step.Traced.Step.Title}' of job '{job.Id}' {what}, which needs '{scope}: write'",
                            decisive.All is { Value.Length: > 0 } all
                                ? $"'permissions: {all.Value}' in line {decisive.Key.Place.Line} does not give it"
                                : $"'permissions' in line {decisive.Key.Place.Line} does not name it, and what is not named is none",
                            $"add '{scope}: write' to the permissions of job '{job.Id}'",
                            job.Access.Length > 1 || step.Traced.Runs is null ? Severity.Warning : null);
                }
            }
        }
    }

    private static IEnumerable<(string Scope, string What, SourcePlace Place)> Needs(StepActs step)
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
