namespace Drayage.Workflows.Linting.Rules.Security;

internal sealed class MissingPermissionsRule : LintRule
{
    public override string Id => "missing-permissions";

    public override Severity Severity => Severity.Note;

    public override string Title => "a workflow does not say what its token may do";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        if (target.Workflow is not { Permissions: null, On: { } on } workflow || workflow.Jobs.All(job => job.Permissions is not null))
            yield break;
        // What is called only has the permissions of its callers, which say so.
        if (workflow.Triggers.All(trigger => trigger.Event == "workflow_call"))
            yield break;
        var isExposed = workflow.Trigger("pull_request_target") is not null || workflow.Trigger("issue_comment") is not null || workflow.Trigger("workflow_run") is not null;
        var silent = workflow.Jobs.Where(job => job.Permissions is null).Select(job => $"'{job.Id.Value}'").ToArray();
        yield return Found(
            target.Source,
            on.Place,
            $"nothing says what the token of {(silent.Length == workflow.Jobs.Length ? "the workflow" : $"{(silent.Length == 1 ? "job" : "jobs")} {string.Join(", ", silent)}")} may do",
            "the repository's settings decide, which may give it everything and may change",
            "permissions: {contents: read}",
            isExposed ? Severity.Warning : null);
    }
}
