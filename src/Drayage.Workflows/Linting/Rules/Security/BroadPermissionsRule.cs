using Drayage.Workflows.Definitions;

namespace Drayage.Workflows.Linting.Rules.Security;

internal sealed class BroadPermissionsRule : LintRule
{
    public override string Id => "broad-permissions";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a token may do more than its job needs";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        if (target.Workflow is not { } workflow)
            yield break;
        if (workflow.Permissions is { } whole)
        {
            if (whole.All?.Value == "write-all")
                yield return All(target, whole, "every job of the workflow");
            // With one job there is nobody else who would get it.
            else if (workflow.Jobs.Count(job => job.Permissions is null) > 1 && whole.Scopes.FirstOrDefault(scope => scope.Value.Value == "write") is { } write)
                yield return Found(
                    target.Source,
                    write.Name.Place,
                    $"'{write.Name.Value}: write' is given to every job of the workflow",
                    $"{workflow.Jobs.Count(job => job.Permissions is null)} jobs inherit it",
                    "name it in the jobs that need it",
                    Severity.Note);
        }

        foreach (var job in workflow.Jobs)
        {
            if (job.Permissions is { All.Value: "write-all" } set)
                yield return All(target, set, $"job '{job.Id.Value}'");
        }
    }

    private Finding All(LintTarget target, PermissionSet set, string whose) => Found(
        target.Source,
        set.Place,
        $"{whose} may write everything",
        "whoever gets hold of the token can push code, move tags and publish packages",
        "name the scopes that are needed: permissions: {contents: read, …}");
}
