using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>Lowers image names: letters where they are written, and names of owners and repositories by the shell, which sees them at run time.</summary>
internal sealed class ImageNameRepairer : Repairer
{
    public override string Rule => "image-name-case";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var (step, job) in target.Acts.Where(pair => pair.Step.Traced.Callers.IsEmpty))
        {
            if (target.Edit(step.Source) is not { } file)
                continue;
            foreach (var publish in step.Publications)
            {
                if (target.Find(Rule, step.Source, step.PlaceOfAddress(publish)) is not { } finding || ImageName.Parse(publish.Address).Repository is not { } repository)
                    continue;
                var found = new FoundAct(finding, file, step, job, publish);
                if (finding.Severity == Severity.Error)
                {
                    if (WrittenName.Lower(found, repository) is { } edit)
                        yield return found.Repair($"lower the name '{publish.Address}'", edit);
                }
                else if (Edits(found, repository) is { IsEmpty: false } edits)
                    yield return found.Repair($"lower '{Source(repository)!.Source}' before it becomes part of an image's name", edits);
            }
        }
    }

    private static ImmutableArray<TextEdit> Edits(FoundAct found, ShellText repository) =>
        Source(repository) is { } unknown && GivenName.Of(unknown.Source) is { } name ? new LoweredName(found, name).Edits() : [];

    private static TextPiece.Unknown? Source(ShellText repository) => repository.Unknowns.FirstOrDefault(unknown => !unknown.IsLowercase && GivenName.Of(unknown.Source) is not null);
}
