using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Publishing.Commands;

namespace Drayage.Workflows.Fixing.Repairers.Python;

/// <summary>Lets a Python upload pass over files that are there already.</summary>
internal sealed class SkipExistingRepairer : Repairer
{
    public override string Rule => "missing-skip-existing";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var found in target.FoundActs(Rule))
        {
            if (Option(found) is { } option && Add(found, option) is { } edit)
                yield return found.Repair($"add {option}", edit);
        }
    }

    // uv asks the index for what is there, and so has to know where it is read.
    private static string? Option(FoundAct found) => found.Publish.RepetitionOption switch
    {
        "--check-url" => found.Publish.Address.Known switch
        {
            "https://upload.pypi.org/legacy/" => "--check-url https://pypi.org/simple/",
            "https://test.pypi.org/legacy/" => "--check-url https://test.pypi.org/simple/",
            _ => null,
        },
        var option => option,
    };

    private static TextEdit? Add(FoundAct found, string option)
    {
        if (found.Publish.Command is not { } command)
            return option.Split(": ") is [var input, var value] ? StepEdits.AddInput(found.File, found.Step.Traced.Step, NewEntry.Text(input, value)) : null;
        var verb = CommandCall.Of(command)?.Arguments.FirstOrDefault(word => word.Known is "upload" or "publish");
        return verb is null ? null : found.Script?.Insert(verb.Span.End, $" {option}");
    }
}
