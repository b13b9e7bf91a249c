using Drayage.Workflows.Definitions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Security;

/// <summary>An action of others that can change under the workflow.</summary>
internal sealed class UnpinnedActionRule : LintRule
{
    private static readonly string[] OfGitHub = ["actions", "github"];

    public override string Id => "unpinned-action";

    public override Severity Severity => Severity.Note;

    public override string Title => "an action is not pinned to a commit";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        var used = target.Steps.Where(step => step.Step.Step.Uses is not null).Select(step => (step.Step.Source, Uses: step.Step.Step.Uses!))
            .Concat(target.Jobs.Where(job => job.Job.Uses is not null).Select(job => (target.Source, Uses: job.Job.Uses!)));
        // Once a file is enough: an action that is used ten times is pinned ten times in one go.
        foreach (var (source, uses) in used.DistinctBy(use => use.Uses.Text.Value))
        {
            if (uses is ActionReference.Remote { IsPinned: false } remote)
                yield return Check(source, remote);
            else if (uses is ActionReference.Image image && !image.Reference.Contains("@sha256:", StringComparison.Ordinal))
                yield return Found(source, image.Text.Place, $"the image '{image.Reference}' can be replaced under its tag", null, "name it by digest: docker://image@sha256:…");
        }
    }

    private Finding Check(SourceFile source, ActionReference.Remote remote)
    {
        var isBranch = remote.Ref is "main" or "master" or "develop" or "dev" or "HEAD" or "trunk";
        var place = remote.Text.PlaceOf(remote.Text.Value.LastIndexOf('@') + 1, remote.Ref.Length);
        return isBranch
            ? Found(source, place, $"'{remote.FullName}' is used from the branch '{remote.Ref}'", "every push to that branch changes what the workflow does", Pin(remote), Severity.Warning)
            : Found(
                source,
                place,
                $"'{remote.FullName}' is used by the tag '{remote.Ref}', which can be moved",
                OfGitHub.Contains(remote.Owner, StringComparer.OrdinalIgnoreCase) ? "the action is GitHub's own" : null,
                Pin(remote));
    }

    private static string Pin(ActionReference.Remote remote) => $"name the commit, with the version in a comment: {remote.FullName}@<commit> # {remote.Ref}";
}
