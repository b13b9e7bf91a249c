namespace Drayage.Workflows.Linting.Rules.Matrices;

/// <summary>Jobs of a run, or legs of a job, push commits to one repository side by side: git takes the first and refuses the others.</summary>
internal sealed class ConcurrentIndexPushRule : LintRule
{
    public override string Id => "concurrent-index-push";

    public override Severity Severity => Severity.Warning;

    public override string Title => "jobs that may run side by side push to one repository";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        var pushes = target.Jobs.SelectMany(job => ClonedPush.In(job).Select(push => (Job: job, Push: push))).GroupBy(push => push.Push.Repository);
        foreach (var same in pushes)
        {
            var jobs = same.Select(push => push.Job).Distinct().ToArray();
            if (jobs.FirstOrDefault(job => jobs.Any(other => other != job && AreApart(target, job, other))) is { } one)
            {
                var other = jobs.First(job => job != one && AreApart(target, one, job));
                yield return Told(same.First(push => push.Job == other).Push, $"jobs '{one.Id}' and '{other.Id}' push to {same.Key} and may run side by side");
            }
            else if (same.FirstOrDefault(push => HasLegs(push.Job) && push.Push.IsSameInEveryLeg) is { Push: { } push, Job: { } job })
            {
                yield return Told(push, $"the legs of job '{job.Id}' push to {same.Key} side by side");
            }
        }
    }

    private Finding Told(ClonedPush push, string message) => Found(
        push.Step.Source,
        push.Step.PlaceOf(push.Call.Command.Span),
        message,
        "git takes the first push and refuses the others as not fast-forward, so that a part of what was built is missing from the index",
        "let the jobs hand their files over as artifacts and one job behind them push once; or keep them apart: concurrency: {group: index, cancel-in-progress: false}");

    private static bool HasLegs(JobTarget job) =>
        job.Legs is { IsKnown: true, Legs.Length: > 1 } && job.Job.Strategy?.MaxParallel?.Value != "1" && job.Job.Concurrency is null;

    /// <summary>Whether neither waits for the other, through jobs between them or through a queue of their own.</summary>
    private static bool AreApart(LintTarget target, JobTarget one, JobTarget other) =>
        !Waits(target, one, other) && !Waits(target, other, one)
        && !(one.Job.Concurrency is { } queue && other.Job.Concurrency is { } second && queue.Group?.Value == second.Group?.Value);

    private static bool Waits(LintTarget target, JobTarget waiting, JobTarget awaited)
    {
        var pending = new Stack<string>(waiting.Job.Needs.Select(need => need.Value));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (pending.TryPop(out var id))
        {
            if (id == awaited.Id)
                return true;
            if (seen.Add(id) && target.Jobs.FirstOrDefault(job => job.Id == id) is { } between)
            {
                foreach (var need in between.Job.Needs)
                    pending.Push(need.Value);
            }
        }

        return false;
    }
}
