using System.Collections.Immutable;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Pinning;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Planning;

/// <summary>One file with what was found in its repository, as repairers look at it.</summary>
internal sealed class RepairTarget
{
    private readonly ILookup<(string Rule, string Path, int Start), Finding> findings;
    private readonly Func<SourceFile, EditedFile?> edited;

    /// <param name="lint">The file.</param>
    /// <param name="findings">What is to be mended, in all files that were looked at.</param>
    /// <param name="edited">The files that may be changed; null for others.</param>
    /// <param name="pins">Commits to pin actions to.</param>
    public RepairTarget(LintTarget lint, IEnumerable<Finding> findings, Func<SourceFile, EditedFile?> edited, ActionPins pins)
    {
        Lint = lint;
        Pins = pins;
        this.findings = findings.ToLookup(finding => (finding.Rule, finding.Source.Path, finding.Place.Start));
        this.edited = edited;
    }

    public LintTarget Lint { get; }

    public ActionPins Pins { get; }

    /// <summary>Steps of jobs and actions, with what they do, each once for each job that runs it.</summary>
    public IEnumerable<(StepActs Step, JobTarget? Job)> Acts => Lint.Acts;

    /// <returns>Null where the rule found nothing there, or what it found is suppressed.</returns>
    public Finding? Find(string rule, SourceFile source, SourcePlace place) => findings[(rule, source.Path, place.Start)].FirstOrDefault();

    /// <returns>Null where the file was not chosen.</returns>
    public EditedFile? Edit(SourceFile source) => edited(source);

    /// <summary>The publications that a rule found something about at the place of their command or action, with their scripts.</summary>
    public IEnumerable<FoundAct> FoundActs(string rule) =>
        from pair in Acts
        from publish in pair.Step.Publications
        let finding = Find(rule, pair.Step.Source, pair.Step.PlaceOf(publish))
        let file = Edit(pair.Step.Source)
        where finding is not null && file is not null
        select new FoundAct(finding, file, pair.Step, pair.Job, publish);
}

/// <summary>A publication that a finding is about.</summary>
internal sealed record FoundAct(Finding Finding, EditedFile File, StepActs Step, JobTarget? Job, PublishingAct.Publish Publish)
{
    public ScriptEdits? Script => ScriptEdits.Of(File, Step);

    public Repair Repair(string what, params ImmutableArray<Formats.Editing.TextEdit> edits) => new(Finding, File.Path, what, edits);
}
