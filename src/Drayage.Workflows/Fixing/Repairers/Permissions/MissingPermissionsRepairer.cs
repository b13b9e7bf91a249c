using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;

namespace Drayage.Workflows.Fixing.Repairers.Permissions;

/// <summary>Says what the token of a workflow may do: reading the sources, and for jobs that do more what they need. Only where every job is known through.</summary>
internal sealed class MissingPermissionsRepairer : Repairer
{
    public override string Rule => "missing-permissions";

    // A login that is added needs a permission that no job needed before.
    public override bool IsLast => true;

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        if (target.Lint.Workflow is not { Permissions: null, On: { } on } workflow || workflow.Node.Find("permissions") is not null
            || target.Find(Rule, workflow.Source, on.Place) is not { } finding || target.Edit(workflow.Source) is not { } file)
            yield break;
        var silent = target.Lint.Jobs.Where(job => job.Job.Permissions is null).ToList();
        var needs = silent.ConvertAll(job => LeastPermissions.Of(workflow, job));
        if (needs.Contains(null))
            yield break;
        var edits = ImmutableArray.CreateBuilder<TextEdit?>();
        foreach (var (job, scopes) in silent.Zip(needs).Where(pair => pair.Second!.ContainsValue("write")))
            edits.Add(ScopeGrant.NewBlock(file, job.Job, [.. scopes!.Select(scope => NewEntry.Text(scope.Key, scope.Value))]));
        if (edits.Count < silent.Count)
            edits.Add(TopLevelEdits.InsertBeforeJobs(file, workflow, NewEntry.Mapping("permissions", NewEntry.Text("contents", "read"))));
        if (!edits.Contains(null))
            yield return new Repair(finding, file.Path, "say what the token may do", [.. edits.Select(edit => edit!.Value)]);
    }
}
