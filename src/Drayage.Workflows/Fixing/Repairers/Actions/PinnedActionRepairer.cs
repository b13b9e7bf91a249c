using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Repairers.Actions;

/// <summary>Names actions by the commits that the pins tell, with the version in a comment.</summary>
internal sealed class PinnedActionRepairer : Repairer
{
    public override string Rule => "unpinned-action";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        var used = target.Lint.Steps.Where(step => step.Step.Step.Uses is not null).Select(step => (step.Step.Source, Uses: step.Step.Step.Uses!))
            .Concat(target.Lint.Jobs.Where(job => job.Job.Uses is not null).Select(job => (target.Lint.Source, Uses: job.Job.Uses!)));
        foreach (var (source, uses) in used.DistinctBy(use => (use.Source.Path, use.Uses.Text.Place.Start)))
        {
            // The rule tells each action once a file; all its uses are pinned.
            if (uses is ActionReference.Remote { IsPinned: false } action && target.Pins.CommitOf(action) is { } commit && target.Edit(source) is { } file
                && FindingOf(target, source, used.Select(use => use.Uses), action) is { } finding && Pin(file, action, commit) is { } edit)
                yield return new Repair(finding, file.Path, $"pin {action.FullName}@{action.Ref} to its commit", [edit]) { Place = action.Text.Place };
        }
    }

    private Linting.Finding? FindingOf(RepairTarget target, SourceFile source, IEnumerable<ActionReference> used, ActionReference.Remote action) => used
        .Where(other => ReferenceEquals(other.Text.Source, source) && other.Text.Value == action.Text.Value)
        .Select(other => target.Find(Rule, source, other.Text.PlaceOf(other.Text.Value.LastIndexOf('@') + 1, action.Ref.Length)))
        .FirstOrDefault(finding => finding is not null);

    private static TextEdit? Pin(EditedFile file, ActionReference.Remote action, string commit)
    {
        var text = action.Text;
        var place = text.PlaceOf(text.Value.LastIndexOf('@') + 1, action.Ref.Length);
        if (!text.IsMapped || file.Raw(place.Start, place.End) != action.Ref)
            return null;
        var line = file.LineOf(text.Place.Start);
        var rest = file.Raw(text.Place.End, file.Read.LineEnd(line));
        var quote = file.Raw(place.End, text.Place.End);
        // Inside of braces a comment would hide what follows in the line.
        var isLast = rest.Trim() is [] or ['#', ..];
        return new TextEdit(place.Start, text.Place.End, $"{commit}{quote}{(isLast ? $" # {action.Ref}" : "")}");
    }
}
