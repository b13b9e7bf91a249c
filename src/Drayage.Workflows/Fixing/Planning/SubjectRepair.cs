using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Repairers;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Fixing.Planning;

/// <summary>Repairs the files of one subject, pass by pass: one repair can call for another, as a login does for a permission.</summary>
internal sealed class SubjectRepair
{
    // Far more than any file needs; what has not come to an end by then never does.
    private const int MostPasses = 20;

    private readonly RepairSubject original;
    private readonly FixRequest request;
    private readonly RepairCheck check;
    private readonly Dictionary<string, string> refusals;
    private readonly Dictionary<string, EditHistory> histories = new(StringComparer.Ordinal);

    public SubjectRepair(RepairSubject subject, FixRequest request)
    {
        original = subject;
        this.request = request;
        check = new RepairCheck(subject);
        refusals = RepairCheck.Unreadable(subject);
    }

    public SubjectOutcome Run()
    {
        var current = original;
        for (var pass = 0; pass <= MostPasses; pass++)
        {
            var repairs = Choose(current);
            if (repairs.IsEmpty)
                return Outcome(TakeBack(current));
            current = Apply(current, repairs);
        }

        foreach (var path in histories.Keys)
            refusals[path] = "the repairs call for each other without end";
        return Outcome(original);
    }

    private ImmutableArray<Repair> Choose(RepairSubject current) => Choose(current, last: false) is { IsEmpty: false } repairs ? repairs : Choose(current, last: true);

    private ImmutableArray<Repair> Choose(RepairSubject current, bool last)
    {
        var chosen = ImmutableArray.CreateBuilder<Repair>();
        var whole = current.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var repair in current.Views.SelectMany(view => Propose(view, whole, last)))
        {
            if (!chosen.Any(repair.Collides))
                chosen.Add(repair);
        }

        return chosen.ToImmutable();
    }

    private IEnumerable<Repair> Propose(ChosenFiles view, Dictionary<string, SourceFile> whole, bool last)
    {
        var findings = Linter.Lint(view.Repository, view.Chosen).Findings.Where(IsAskedFor).ToList();
        if (findings.Count == 0)
            yield break;
        var edited = (SourceFile source) => whole.TryGetValue(source.Path, out var file) && !refusals.ContainsKey(file.Path) ? new EditedFile(source, file) : null;
        foreach (var file in view.Chosen)
        {
            var target = new RepairTarget(new LintTarget(view.Repository, file), findings, edited, request.Pins);
            foreach (var repair in RepairCatalog.All.Where(repairer => repairer.IsLast == last && findings.Exists(finding => finding.Rule == repairer.Rule)).SelectMany(repairer => repairer.Propose(target)))
                yield return repair;
        }
    }

    private RepairSubject Apply(RepairSubject current, ImmutableArray<Repair> repairs)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        // Lines are told before any text moves.
        foreach (var repair in repairs)
            History(repair.Path).Note(repair, History(repair.Finding.Source.Path).OriginalLine(repair.Place.Start));
        foreach (var group in repairs.GroupBy(repair => repair.Path, StringComparer.Ordinal))
        {
            var edits = group.SelectMany(repair => repair.Edits).ToImmutableArray();
            texts[group.Key] = TextEdit.Apply(current.Files.First(file => file.Path == group.Key).Text, edits);
            History(group.Key).Add(edits);
        }

        return current.With(texts);
    }

    // A file that is worse than before goes back to what it was, which may leave others worse in turn.
    private RepairSubject TakeBack(RepairSubject current)
    {
        while (check.Worse(current) is { Count: > 0 } worse)
        {
            var back = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (path, reason) in worse)
            {
                refusals[path] = reason;
                back[path] = original.Files.First(file => file.Path == path).Text;
            }

            current = current.With(back);
        }

        return current;
    }

    private SubjectOutcome Outcome(RepairSubject final)
    {
        var before = original.Files.ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        var files = final.Files
            .Where(file => refusals.ContainsKey(file.Path) || file.Text != before[file.Path])
            .Select(file => new FixedFile
            {
                Path = file.Path,
                Before = before[file.Path],
                After = file.Text,
                Repairs = refusals.ContainsKey(file.Path) ? [] : History(file.Path).Repairs,
                Refusal = refusals.GetValueOrDefault(file.Path),
            });
        var left = final.Views
            .SelectMany(view => Linter.Lint(view.Repository, view.Chosen).Findings)
            .Where(finding => IsAskedFor(finding) && finding.Rule != "unreadable-file")
            .Select(finding => new LeftFinding(finding, refusals.ContainsKey(finding.Source.Path) ? finding.Place.Line : LineOf(finding)));
        return new SubjectOutcome([.. files], [.. left], final.Files.Length);
    }

    private bool IsAskedFor(Finding finding) => request.Rules.IsEmpty || request.Rules.Contains(finding.Rule);

    private int LineOf(Finding finding) =>
        histories.TryGetValue(finding.Source.Path, out var history) && history.OriginalLine(finding.Place.Start) is > 0 and var line ? line : finding.Place.Line;

    private EditHistory History(string path)
    {
        if (!histories.TryGetValue(path, out var history))
            histories[path] = history = new EditHistory(original.Files.FirstOrDefault(file => file.Path == path));
        return history;
    }
}

/// <summary>What repairing one subject came to.</summary>
internal sealed record SubjectOutcome(ImmutableArray<FixedFile> Files, ImmutableArray<LeftFinding> Left, int FileCount);
