using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Linting.Rules.Publishing;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Fixing.Repairers.Python;

/// <summary>
/// Writes the address of PyPI in place of one that is no index. An upload that showed the job's token there gets a token of PyPI
/// instead: no secret goes to another host than before. What is installed comes from PyPI only where the repository publishes there.
/// </summary>
internal sealed class PythonIndexRepairer : Repairer
{
    private const string Upload = "https://upload.pypi.org/legacy/";
    private const string Index = "https://pypi.org/simple/";

    public override string Rule => "not-a-python-index";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var (step, job) in target.Acts)
        {
            if (target.Edit(step.Source) is not { } file)
                continue;
            foreach (var act in step.Acts)
            {
                if (Of(target, file, step, job, act) is { } repair)
                    yield return repair;
            }

            foreach (var word in target.Lint.File.IsFragment ? step.Calls.SelectMany(call => call.Command.Words) : [])
            {
                if (target.Find(Rule, step.Source, step.PlaceOf(word.Span)) is { } finding && ScriptEdits.Of(file, step) is { } script
                    && AddressEdits.InWord(script, word.Span, Instead(word.Text)) is { } edit)
                    yield return new Repair(finding, file.Path, $"write {Instead(word.Text)}", [edit]);
            }
        }
    }

    private Repair? Of(RepairTarget target, EditedFile file, StepActs step, JobTarget? job, PublishingAct act)
    {
        if (act is PublishingAct.Publish { Channel: Channel.Python } publish && target.Find(Rule, step.Source, step.PlaceOfAddress(publish)) is { } finding)
        {
            var wrong = PythonAddress.Wrong(publish.Address, uploads: true);
            // Of the same host only the path is wrong; its credentials are right.
            var isSameHost = wrong?.Instead.StartsWith("https://", StringComparison.Ordinal) == true;
            var address = isSameHost ? wrong!.Instead : Upload;
            var credentials = isSameHost ? [] : PythonCredentials.Correct(file, step, job, publish);
            return credentials is { } edits && AddressEdits.Of(file, step, job, publish.Address, publish.AddressSpan, "repository-url", address) is { } edit
                ? new Repair(finding, file.Path, $"upload to {address}{(edits.IsEmpty ? "" : $", with the secret {PythonCredentials.SecretOf(file)}")}{(IsDoubled(job, publish) ? "; the job uploads there already, so that this upload may go" : "")}", [edit, .. edits])
                : null;
        }

        return act is PublishingAct.Fetch { Channel: Channel.Python } fetch && target.Find(Rule, step.Source, step.PlaceOf(fetch.AddressSpan)) is { } other
            && (target.Lint.File.IsFragment || PublishesToPyPi(target))
            && AddressEdits.Of(file, step, job, fetch.Address, fetch.AddressSpan, null, Index) is { } edited
            ? new Repair(other, file.Path, $"install from {Index}", [edited])
            : null;
    }

    private static bool IsDoubled(JobTarget? job, PublishingAct.Publish publish) =>
        job?.Acts.SelectMany(step => step.Publications).Any(other => !ReferenceEquals(other, publish) && other.Channel == Channel.Python && other.Address.Known == Upload) == true;

    private static bool PublishesToPyPi(RepairTarget target) => target.Lint.Repository.Files
        .SelectMany(file => new LintTarget(target.Lint.Repository, file).Acts)
        .SelectMany(pair => pair.Step.Publications)
        .Any(publish => publish.Channel == Channel.Python && publish.Address.Known == Upload);

    private static string Instead(ShellText address) => address.ToString().TrimEnd('/').EndsWith("/simple", StringComparison.Ordinal) ? Index : Upload;
}
