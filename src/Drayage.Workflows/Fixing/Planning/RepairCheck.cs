using Drayage.Workflows.Linting;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Planning;

/// <summary>Compares repaired files with what they were: they must still be read, hold the same jobs, and have no job with an error that it had not.</summary>
internal sealed class RepairCheck
{
    private readonly RepairSubject original;
    private readonly HashSet<ErrorKind> errors;

    public RepairCheck(RepairSubject original)
    {
        this.original = original;
        errors = [.. Errors(original).Select(error => error.Kind)];
    }

    /// <summary>Files that are not touched, with the reason: what is not understood whole cannot be changed safely.</summary>
    public static Dictionary<string, string> Unreadable(RepairSubject subject) => subject.Views
        .SelectMany(view => view.Chosen)
        .Select(file => (file.Source.Path, Problem: file.Problems.FirstOrDefault(problem => problem.Kind is ReadingProblemKind.Invalid or ReadingProblemKind.DuplicateKey)))
        .Where(file => file.Problem is not null)
        .DistinctBy(file => file.Path)
        .ToDictionary(file => file.Path, file => $"line {file.Problem!.Place.Line}, column {file.Problem.Place.Column}: {file.Problem.Message}", StringComparer.Ordinal);

    /// <summary>The changed files that have to go back, with the reason.</summary>
    public Dictionary<string, string> Worse(RepairSubject repaired)
    {
        var changed = repaired.Files.Where(file => original.Files.First(other => other.Path == file.Path).Text != file.Text).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        if (changed.Count == 0)
            return [];
        var worse = Unreadable(repaired).Where(file => changed.Contains(file.Key)).ToDictionary(file => file.Key, file => $"the repaired file cannot be read: {file.Value}", StringComparer.Ordinal);
        foreach (var path in changed.Where(path => Outline(repaired, path) != Outline(original, path)))
            worse.TryAdd(path, "the repaired file would have other jobs");
        foreach (var (kind, error) in Errors(repaired).Where(error => !errors.Contains(error.Kind)))
        {
            // An error in a file that is only used by others is theirs.
            foreach (var path in changed.Contains(kind.Path) ? [kind.Path] : changed.ToArray())
                worse.TryAdd(path, $"the repaired file would have an error that it had not: {error.Rule}, {error.Message}");
        }

        return worse;
    }

    // A snippet that shows only an address is no longer looked at when the address is right.
    private static string Outline(RepairSubject subject, string path) => string.Join(
        '\n',
        subject.Views.SelectMany(view => view.Chosen).Where(file => file.Source.Path == path && file is { Workflow: not null, IsFragment: false })
            .Select(file => string.Join(' ', file.Workflow!.Jobs.Select(job => job.Id.Value))));

    private static IEnumerable<(ErrorKind Kind, Finding Finding)> Errors(RepairSubject subject) =>
        from view in subject.Views
        from finding in Linter.Lint(view.Repository, view.Chosen).Findings
        where finding.Severity == Severity.Error
        let job = view.Repository.Files.FirstOrDefault(file => file.Source.Path == finding.Source.Path)?.Workflow?.Jobs.FirstOrDefault(job => Holds(job.Node.Place, finding.Place))
        select (new ErrorKind(finding.Source.Path, job?.Id.Value, finding.Rule), finding);

    private static bool Holds(SourcePlace outer, SourcePlace inner) => outer.Start <= inner.Start && inner.End <= outer.End;

    /// <summary>What is wrong with a job. A tag more that goes the same wrong way is no error more.</summary>
    private sealed record ErrorKind(string Path, string? Job, string Rule);
}
