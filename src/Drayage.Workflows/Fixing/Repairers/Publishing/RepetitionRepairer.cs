using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Publishing.Commands;

namespace Drayage.Workflows.Fixing.Repairers.Publishing;

/// <summary>Lets a publish step run again, by the option that the tool has for it. What would overwrite something is not added.</summary>
internal sealed class RepetitionRepairer : Repairer
{
    private static readonly string[] SafeOptions = ["--skip-duplicate", "-SkipDuplicate", "--tolerate-republish"];

    public override string Rule => "publish-not-repeatable";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var found in target.FoundActs(Rule))
        {
            if (found.Publish is { RepetitionOption: { } option, Command: { } command } && SafeOptions.Contains(option)
                && CommandCall.Of(command)?.Arguments.FirstOrDefault(word => word.Known is "push" or "publish") is { } verb
                && found.Script?.Insert(verb.Span.End, $" {option}") is { } edit)
                yield return found.Repair($"add {option}", edit);
        }
    }
}
