using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;

namespace Drayage.Workflows.Fixing.Editing;

/// <summary>Adds keys to a workflow itself.</summary>
internal static class TopLevelEdits
{
    /// <summary>Adds an entry above the jobs, set apart by blank lines where the jobs are.</summary>
    /// <returns>Null where there is no safe way.</returns>
    public static TextEdit? InsertBeforeJobs(EditedFile file, Workflow workflow, NewEntry entry)
    {
        if (workflow.Node.IsFlow || workflow.Node.Find("jobs") is not { } jobs || jobs.Key.Place.Length == 0 || !MappingEdits.Own(workflow.Node).Contains(jobs))
            return null;
        var line = file.CommentsAbove(file.LineOf(jobs.Key.Place.Start));
        var prefix = file.PrefixTo(jobs.Key.Place.Start);
        var lines = entry.Block(file.Unit).Select(text => prefix + text);
        return file.InsertAbove(line, line > 1 && !file.IsBlank(line - 1) ? lines : lines.Append(prefix.TrimEnd()));
    }

    /// <summary>Adds an entry to a job, behind the runner or the workflow that it names.</summary>
    /// <returns>Null where there is no safe way.</returns>
    public static TextEdit? InsertIntoJob(EditedFile file, Job job, NewEntry entry)
    {
        if ((job.Node.Find("runs-on") ?? job.Node.Find("uses")) is not { } head || head.Value.Place.Start < head.Key.Place.End)
            return null;
        return MappingEdits.InsertAfter(file, job.Node, head, entry);
    }
}
