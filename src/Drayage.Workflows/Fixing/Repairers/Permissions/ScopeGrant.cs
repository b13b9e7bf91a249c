using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Fixing.Repairers.Permissions;

/// <summary>Gives the token of a job one scope more, at the job, and nothing less than it had.</summary>
internal static class ScopeGrant
{
    // What read-all reads. A list that takes its place names all, since scopes that are not named get none.
    private static readonly ImmutableArray<string> Readable =
        ["actions", "attestations", "checks", "contents", "deployments", "discussions", "issues", "packages", "pages", "pull-requests", "security-events", "statuses"];

    /// <summary>A repair that gives a scope to the job that decides.</summary>
    /// <param name="target">For the files that may be changed.</param>
    /// <param name="finding">What is mended.</param>
    /// <param name="job">The job that needs it.</param>
    /// <param name="access">The way of starting it in which the scope is missing.</param>
    /// <param name="scope">To be written.</param>
    /// <returns>Null where there is no safe way.</returns>
    public static Repair? Of(RepairTarget target, Finding finding, JobTarget job, TokenAccess access, string scope)
    {
        var (workflow, owner) = access.Calls.IsEmpty ? (job.Workflow, job.Job) : OwnerOf(target, access.Calls[0]);
        // A job that others call has what each of them gives; a block of its own would take from that.
        if (access.Decisive is null && job.Access.Length > 1)
            return null;
        if (workflow is null || target.Edit(workflow.Source) is not { } file)
            return null;
        var edit = access.Decisive is null
            ? LeastPermissions.Of(workflow, job) is { } needs ? NewBlock(file, owner, [.. needs.Add(scope, "write").Select(need => NewEntry.Text(need.Key, need.Value))]) : null
            : ReferenceEquals(access.Decisive, owner.Permissions) ? Extend(file, owner, access.Decisive, scope) : NewBlock(file, owner, Inherited(access.Decisive, scope));
        return edit is null ? null : new Repair(finding, file.Path, $"give job '{owner.Id.Value}' '{scope}: write'", [edit.Value]);
    }

    public static TextEdit? NewBlock(EditedFile file, Job job, ImmutableArray<NewEntry> scopes) =>
        job.Permissions is not null || job.Node.Find("permissions") is not null ? null : TopLevelEdits.InsertIntoJob(file, job, NewEntry.Mapping("permissions", scopes));

    private static (Workflow? Workflow, Job Job) OwnerOf(RepairTarget target, Job caller) =>
        (target.Lint.Repository.Workflows.FirstOrDefault(workflow => workflow.Jobs.Contains(caller)), caller);

    private static TextEdit? Extend(EditedFile file, Job job, PermissionSet set, string scope)
    {
        if (job.Node.Find("permissions") is not { } entry || !MappingEdits.IsUnshared(file, entry))
            return null;
        if (entry.Value is YamlNode.Mapping mapping)
        {
            return mapping.Find(scope) is { Value: YamlNode.Scalar { Text: var level } } given && MappingEdits.Own(mapping).Contains(given)
                ? MappingEdits.IsUnshared(file, given) && level.IsMapped ? new TextEdit(level.Place.Start, level.Place.End, "write") : null
                : MappingEdits.Append(file, mapping, NewEntry.Text(scope, "write"));
        }

        var line = file.LineOf(entry.Key.Place.Start);
        if (set.All?.Value != "read-all" || job.Node.IsFlow || file.LineOf(set.Place.Start) != line || file.Raw(entry.Key.Place.End, entry.Key.Place.End + 1) != ":")
            return null;
        var prefix = file.PrefixTo(entry.Key.Place.Start);
        var below = file.InsertBelow(line, NewEntry.Mapping("permissions", Inherited(set, scope)).Block(file.Unit).Skip(1).Select(text => prefix + text));
        // The word goes, with the blank before it; a comment behind it stays where it is.
        return new TextEdit(entry.Key.Place.End + 1, below.Start, file.Raw(set.Place.End, below.Start) + below.Replacement);
    }

    private static ImmutableArray<NewEntry> Inherited(PermissionSet set, string scope)
    {
        var given = set.All?.Value == "read-all"
            ? Readable.Select(name => (Name: name, Level: "read"))
            : set.Scopes.Select(one => (Name: one.Name.Value, Level: one.Value.Value)).Where(one => one.Level is "read" or "write");
        var kept = given.ToList();
        var at = kept.FindIndex(one => one.Name == scope);
        if (at >= 0)
            kept[at] = (scope, "write");
        else
            kept.Add((scope, "write"));
        return [.. kept.Select(one => NewEntry.Text(one.Name, one.Level))];
    }
}
