using Drayage.Workflows.Definitions;

namespace Drayage.Workflows.Linting.Rules.Identity;

/// <summary>A step asks for the workflow's identity, and the job may not have one.</summary>
internal sealed class MissingIdTokenRule : LintRule
{
    public override string Id => "missing-id-token";

    public override Severity Severity => Severity.Error;

    public override string Title => "a step needs the workflow's identity, and the job may not have one";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var job in target.Jobs)
        {
            foreach (var step in job.Acts.Where(step => step.Traced.Runs != false))
            {
                foreach (var (scope, what, place) in IdentityNeeds.Of(step))
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
}
