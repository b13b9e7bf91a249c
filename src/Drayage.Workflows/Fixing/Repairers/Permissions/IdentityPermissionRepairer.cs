using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting.Rules.Identity;

namespace Drayage.Workflows.Fixing.Repairers.Permissions;

/// <summary>Lets a job have the identity that one of its steps asks for.</summary>
internal sealed class IdentityPermissionRepairer : Repairer
{
    public override string Rule => "missing-id-token";

    public override IEnumerable<Repair> Propose(RepairTarget target) =>
        from job in target.Lint.Jobs
        from step in job.Acts
        from need in IdentityNeeds.Of(step)
        let finding = target.Find(Rule, step.Source, need.Place)
        where finding is not null
        from access in job.Access
        where access.Decisive is not null && access[need.Scope] is not PermissionLevel.Write
        let repair = ScopeGrant.Of(target, finding, job, access, need.Scope)
        where repair is not null
        select repair;
}
