using Drayage.Workflows.Definitions;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>The job's token publishes, and may not.</summary>
internal sealed class PushPermissionRule : LintRule
{
    public override string Id => "publish-without-permission";

    public override Severity Severity => Severity.Error;

    public override string Title => "the job's token may not publish what it publishes";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var job in target.Jobs)
        {
            var needs = TokenNeeds.Of(job).ToList();
            foreach (var access in job.Access)
            {
                foreach (var need in needs.DistinctBy(need => need.Scope))
                {
                    if (access[need.Scope] is { } level && level < PermissionLevel.Write)
                        yield return Refused(job, need, access, level);
                    else if (access.Decisive is null && access.Calls.IsEmpty && need.Scope == "packages")
                        yield return Undecided(job, need);
                }
            }
        }
    }

    private Finding Refused(JobTarget job, TokenNeeds.Need need, TokenAccess access, PermissionLevel level)
    {
        var decisive = access.Decisive!;
        var by = access.Calls.IsEmpty ? "" : $" (called by job '{access.Calls[0].Id.Value}')";
        return Found(
            need.Step.Source,
            need.Step.PlaceOfAddress(need.Publish),
            $"job '{job.Id}'{by} publishes {need.What} with its token, and the token has no '{need.Scope}: write'",
            $"'permissions' in line {decisive.Key.Place.Line} of {decisive.Key.Source.Path} gives {need.Scope} {(level == PermissionLevel.Read ? "read only" : "nothing: scopes that are not named get none")}",
            $"add to the permissions of the job: {need.Scope}: write");
    }

    private Finding Undecided(JobTarget job, TokenNeeds.Need need) => Found(
        need.Step.Source,
        need.Step.PlaceOfAddress(need.Publish),
        $"job '{job.Id}' publishes {need.What} with its token, and nothing gives the token '{need.Scope}: write'",
        "without 'permissions' the repository's settings decide; new repositories give read only",
        $"permissions: {{contents: read, {need.Scope}: write}}",
        Severity.Warning);
}
