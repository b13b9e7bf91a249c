using System.Text.RegularExpressions;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Linting.Rules.Identity;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Order;

/// <summary>A step that makes a tag or a release with the job's own token.</summary>
/// <param name="Tag">The tag; null where it is told only at run time.</param>
/// <param name="MakesRelease">And not a tag alone.</param>
internal sealed partial record ReleaseStart(StepActs Step, SourcePlace Place, ShellText? Tag, bool MakesRelease)
{
    // Actions that tag, with the input or variable that may name another token.
    private static readonly (string Name, string Token, bool MakesRelease)[] Tagging =
    [
        ("mathieudutour/github-tag-action", "github_token", false),
        ("anothrNick/github-tag-action", "GITHUB_TOKEN", false),
        ("rickstaa/action-create-tag", "github_token", false),
        ("googleapis/release-please-action", "token", true),
        ("google-github-actions/release-please-action", "token", true),
    ];

    public static IEnumerable<ReleaseStart> In(JobTarget job)
    {
        foreach (var step in job.Acts.Where(step => step.Traced.Runs != false))
        {
            foreach (var publish in step.Publications)
            {
                if (publish.Channel == Channel.GitTag && PushesWithJobToken(job, step))
                    yield return new ReleaseStart(step, step.PlaceOf(publish), publish.Address, MakesRelease: false);
                else if (publish is { Channel: Channel.GitHubRelease, Form: PublicationForm.Create } && ReleaseProof.Of(step, publish) == ProofKind.JobToken && !IsDraft(step, publish) && ReleaseProof.IsOwnRepository(step, publish))
                    yield return new ReleaseStart(step, step.PlaceOf(publish), publish.Address, MakesRelease: true);
            }

            var action = Array.Find(Tagging, one => step.Traced.Step.Uses?.Is(one.Name) == true);
            if (action.Name is not null && ActionToken(step, action.Token) == ProofKind.JobToken)
                yield return new ReleaseStart(step, step.Traced.Step.Uses!.Text.Place, null, action.MakesRelease);
        }
    }

    private static ProofKind ActionToken(StepActs step, string name) => (step.Traced.Step.With.Find(name) ?? step.Traced.Step.Env.Find(name)) is { } given
        ? ProofKinds.Of(step.Traced.Scope.Expand(given.Value).ToString())
        : name == "token" ? ProofKind.JobToken : ProofKind.None;

    // git pushes with what the checkout left behind.
    private static bool PushesWithJobToken(JobTarget job, StepActs step)
    {
        var before = job.Acts.TakeWhile(other => !ReferenceEquals(other, step)).ToArray();
        var checkout = before.LastOrDefault(other => other.Traced.Step.Uses?.Is("actions/checkout") == true)?.Traced.Step;
        if (checkout is null || checkout.With.Find("ssh-key") is not null || checkout.With.Find("persist-credentials")?.Value == "false")
            return false;
        if (checkout.With.Find("token") is { } token && ProofKinds.Of(token.Value) != ProofKind.JobToken)
            return false;
        return !before.Append(step).Any(other =>
            (other.Text is { } script && RemotePattern().IsMatch(script.Value))
            || other.Traced.Step.Uses?.Text.Value.Contains("ssh-agent", StringComparison.OrdinalIgnoreCase) == true
            || other.Traced.Step.Uses?.Text.Value.Contains("app-token", StringComparison.OrdinalIgnoreCase) == true
            || other.Traced.Step.Uses?.Text.Value.Contains("import-gpg", StringComparison.OrdinalIgnoreCase) == true && other.Traced.Step.With.Find("token") is not null);
    }

    private static bool IsDraft(StepActs step, PublishingAct.Publish publish) => publish.Command is { } command
        ? command.Words.Any(word => word.Known is "--draft" or "-d" or "--draft=true")
        : step.Traced.Step.With.Find("draft") is { } draft && step.Traced.Scope.Evaluate(draft.Value).IsTruthy != false && draft.Value != "false";

    [GeneratedRegex(@"remote\s+set-url|https://[^\s]*@|GIT_SSH|insteadOf|http\.extraheader|extraheader|gh auth setup-git", RegexOptions.IgnoreCase)]
    private static partial Regex RemotePattern();
}
