using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Matrices;

/// <summary>A push of git into a repository that the same script has cloned: an index of packages, a site, a manifest.</summary>
/// <param name="Repository">Where it goes, without scheme, credential and <c>.git</c>.</param>
/// <param name="Step">Whose script it is.</param>
/// <param name="Call">The push.</param>
internal sealed partial record ClonedPush(ShellText Repository, StepActs Step, CommandCall Call)
{
    private static readonly string[] Catching = ["pull", "rebase", "fetch", "merge"];

    /// <summary>Whether every leg of a matrix pushes to the same one.</summary>
    public bool IsSameInEveryLeg => Repository.Unknowns.All(unknown => unknown.Source.Contains("github.", StringComparison.Ordinal) && !unknown.Source.Contains("matrix", StringComparison.Ordinal));

    /// <summary>The pushes of a job that nothing makes up for: a script that pulls before it pushes expects others.</summary>
    public static IEnumerable<ClonedPush> In(JobTarget job)
    {
        var clones = new List<WorkCopy>();
        foreach (var step in job.Acts.Where(step => step.Traced.Runs != false))
        {
            var calls = step.Calls.Where(call => call.Tool == "git").Select(call => (Call: call, Options: OptionsOf(call))).ToImmutableArray();
            var catchesUp = calls.Any(call => call.Options.Operands is [{ Known: { } verb }, ..] && Catching.Contains(verb));
            foreach (var (call, options) in calls)
            {
                if (options.Operands is [{ Known: "clone" }, var address, .. var folder])
                    clones.Add(new WorkCopy(Plain(address.Text), folder is [var named, ..] ? named.Known : null, step));
                else if (!catchesUp && options.Operands is [{ Known: "push" }, ..] && clones.LastOrDefault(clone => clone.Step == step || Enters(step, options, clone)) is { } clone)
                    yield return new ClonedPush(clone.Repository, step, call);
            }
        }
    }

    private static CommandOptions OptionsOf(CommandCall call) =>
        CommandOptions.Parse(call.Arguments, "-C", "-c", "-b", "--branch", "--depth", "-o", "--origin", "-m", "--message", "--filter");

    /// <summary>Whether a later step works in the clone.</summary>
    private static bool Enters(StepActs step, CommandOptions options, WorkCopy clone) =>
        clone.Folder is { } folder
        && (IsFolder(step.Traced.Step.WorkingDirectory?.Value, folder)
            || IsFolder(options.Find("-C")?.Value?.Known, folder)
            || step.Calls.Any(call => call.Tool is "cd" or "pushd" && IsFolder(call.Known(0), folder)));

    private static bool IsFolder(string? named, string folder) => named is not null && named.TrimEnd('/').TrimStart('.', '/') == folder.TrimEnd('/').TrimStart('.', '/');

    private static ShellText Plain(ShellText address)
    {
        // A credential may be unknown; what counts stands behind it.
        var place = address.SplitAtLast('@') is { } signed ? signed.After : address;
        return place.Map(known => Decoration().Replace(known, ""), unknown => unknown);
    }

    [GeneratedRegex(@"\A(https?|ssh|git)://|(\.git)?/?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Decoration();

    /// <summary>A clone that a step has made.</summary>
    /// <param name="Folder">Null where git or a value of the run names it.</param>
    private sealed record WorkCopy(ShellText Repository, string? Folder, StepActs Step);
}
