using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;

namespace Drayage.Workflows.Fixing.Repairers.Scripts;

/// <summary>Hands the secret of the same name to the step whose script uses it.</summary>
internal sealed class UnmappedSecretRepairer : Repairer
{
    public override string Rule => "unmapped-secret";

    // They set no variables of this kind; others, and runners of one's own, may: an empty secret would take it away.
    private static readonly string[] PlainOwners = ["actions", "docker", "pypa", "astral-sh", "pnpm", "softprops", "sigstore"];

    public override IEnumerable<Repair> Propose(RepairTarget target) =>
        from pair in target.Acts
        where target.Lint.File.IsFragment || pair.Job is { IsHosted: true } job && !job.Job.Steps.Any(MaySet)
        let file = target.Edit(pair.Step.Source)
        where file is not null && pair.Step.Text is not null
        from credential in pair.Step.Acts.SelectMany(act => act.Credentials)
        from unknown in credential.Value.Unknowns
        where unknown.Unset is { Length: > 2 } && pair.Step.Traced.Step.Env.All(setting => setting.Name.Value != unknown.Unset)
        let finding = target.Find(Rule, pair.Step.Source, credential.Span is { } span ? pair.Step.PlaceOf(span) : pair.Step.Traced.Step.Place)
        where finding is not null
        let edit = StepEdits.AddEnv(file, pair.Step.Traced.Step, [NewEntry.Text(unknown.Unset!, $"${{{{ secrets.{unknown.Unset} }}}}")])
        where edit is not null
        select new Repair(finding, file.Path, $"hand the secret {unknown.Unset} to the step", [edit.Value]);

    private static bool MaySet(Step step) =>
        step.Uses is not null && !(step.Uses is ActionReference.Remote remote && PlainOwners.Contains(remote.Owner, StringComparer.OrdinalIgnoreCase));
}
