using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting.Rules.Publishing;

namespace Drayage.Workflows.Fixing.Repairers.Permissions;

/// <summary>Gives the job that publishes the scope that it needs.</summary>
internal sealed class PublishPermissionRepairer : Repairer
{
    public override string Rule => "publish-without-permission";

    public override IEnumerable<Repair> Propose(RepairTarget target) =>
        from job in target.Lint.Jobs
        from need in TokenNeeds.Of(job).DistinctBy(need => need.Scope)
        let finding = target.Find(Rule, need.Step.Source, need.Step.PlaceOfAddress(need.Publish))
        where finding is not null
        from access in job.Access
        where access[need.Scope] is not PermissionLevel.Write
        let repair = ScopeGrant.Of(target, finding, job, access, need.Scope)
        where repair is not null
        select repair;
}
