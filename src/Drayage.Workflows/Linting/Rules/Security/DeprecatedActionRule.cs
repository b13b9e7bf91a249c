using Drayage.Workflows.Definitions;

namespace Drayage.Workflows.Linting.Rules.Security;

/// <summary>An action of a version that no longer works, or that nobody cares for.</summary>
internal sealed class DeprecatedActionRule : LintRule
{
    public override string Id => "deprecated-action";

    public override Severity Severity => Severity.Warning;

    public override string Title => "an action's version is withdrawn or out of care";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var (step, _) in target.Steps)
        {
            if (step.Step.Uses is not ActionReference.Remote remote || DeprecatedActions.Find(remote) is not { } entry)
                continue;
            yield return Found(
                step.Source,
                remote.Text.Place,
                entry.IsWithdrawn ? $"'{remote.Text.Value}' no longer works" : $"'{remote.Text.Value}' is out of care",
                entry.Reason,
                entry.Instead,
                entry.IsWithdrawn ? Severity.Error : Severity.Warning);
        }
    }
}
