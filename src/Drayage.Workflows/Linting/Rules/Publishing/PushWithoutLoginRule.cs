using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>An image is pushed to GHCR or Docker Hub, and no step of the job before signs in there.</summary>
internal sealed class PushWithoutLoginRule : LintRule
{
    public override string Id => "push-without-login";

    public override Severity Severity => Severity.Error;

    public override string Title => "an image is pushed to a registry that the job never signed in to";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var job in target.Jobs)
        {
            var logins = new LoginLedger(job);
            foreach (var step in job.Acts)
            {
                logins.Prepare(step);
                foreach (var act in step.Acts)
                {
                    if (act is PublishingAct.Login login)
                        logins.Add(login);
                    else if (act is PublishingAct.Publish { Channel: Channel.Image or Channel.Artifact } push && logins.Misses(push) is { } registry)
                        yield return Of(job, step, push, registry);
                }
                logins.See(step);
            }
        }
    }

    private Finding Of(JobTarget job, StepActs step, PublishingAct.Publish push, string registry) => Found(
        step.Source,
        step.PlaceOfAddress(push),
        $"job '{job.Id}' pushes '{push.Address}' without signing in to {registry}",
        job.IsHosted
            ? $"no step before this one signs in there; {registry} answers 'denied' or 'unauthorized'"
            : "no step before this one signs in there; only a runner that keeps credentials of its own could push",
        registry == "ghcr.io"
            ? "add before it: uses: docker/login-action with {registry: ghcr.io, username: ${{ github.actor }}, password: ${{ secrets.GITHUB_TOKEN }}}"
            : "add before it: uses: docker/login-action with {username: ${{ vars.DOCKERHUB_USERNAME }}, password: ${{ secrets.DOCKERHUB_TOKEN }}}",
        job.IsHosted ? null : Severity.Warning);
}
