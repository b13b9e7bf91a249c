using System.Collections.Immutable;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Fixing;

/// <summary>Repairs what the linter finds, where there is one safe way.</summary>
public static class WorkflowFixer
{
    /// <summary>
    /// Plans repairs until nothing is left that can be repaired, reads the results again and takes back what is not better than
    /// before. Never throws for what the files hold, and writes nothing.
    /// </summary>
    public static FixReport Fix(ImmutableArray<ChosenFiles> chosen, FixRequest request)
    {
        var outcomes = RepairSubject.Of(chosen).Select(subject => new SubjectRepair(subject, request).Run()).ToList();
        return new FixReport
        {
            Files = [.. outcomes.SelectMany(outcome => outcome.Files).OrderBy(file => file.Path, StringComparer.Ordinal)],
            Left = [.. outcomes.SelectMany(outcome => outcome.Left)],
            FileCount = outcomes.Sum(outcome => outcome.FileCount),
        };
    }
}
