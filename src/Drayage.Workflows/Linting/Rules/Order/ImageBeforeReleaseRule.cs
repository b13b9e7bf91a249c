using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Order;

/// <summary>The GitHub release waits for image pushes, so that a registry's trouble holds up everything.</summary>
internal sealed class ImageBeforeReleaseRule : LintRule
{
    public override string Id => "image-before-release";

    public override Severity Severity => Severity.Warning;

    public override string Title => "the release waits for an image push";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var job in target.Jobs)
        {
            if (Release(job) is not { } release)
                continue;
            if (InSameJob(job, release.Step) is { } push)
                yield return Found(
                    push.Step.Source,
                    push.Step.PlaceOf(push.Push),
                    $"job '{job.Id}' pushes {push.Push.Address} before it makes the release",
                    "when the registry fails, there is no release, and the next run pushes the image a second time",
                    "make the release first, and push images in a job of their own behind it");
            else if (Before(target, job, []) is { } need)
                yield return Found(
                    target.Source,
                    need.Need.Place,
                    $"the release of job '{job.Id}' waits for the images of job '{need.Image.Id}'",
                    "when a registry fails, there is no release, although nothing in it depends on the images",
                    $"let job '{need.Image.Id}' need '{job.Id}', and not the other way round");
        }
    }

    private static (StepActs Step, PublishingAct.Publish Act)? Release(JobTarget job)
    {
        foreach (var step in job.Acts.Where(step => step.Traced.Runs != false && step.Traced.Callers.IsEmpty))
        {
            // A release builder that pushes images itself keeps its own order.
            if (step.Publications.FirstOrDefault(publish => publish is { Channel: Channel.GitHubRelease, Form: PublicationForm.Create, Tool: not "goreleaser/goreleaser-action" }) is { } release)
                return (step, release);
        }

        return null;
    }

    private static (StepActs Step, PublishingAct.Publish Push)? InSameJob(JobTarget job, StepActs release)
    {
        foreach (var step in job.Acts.TakeWhile(step => !ReferenceEquals(step, release)).Where(step => step.Traced.Runs != false))
        {
            if (step.Publications.FirstOrDefault(IsImage) is { } push)
                return (step, push);
        }

        return null;
    }

    private static (Reading.ScalarText Need, JobTarget Image)? Before(LintTarget target, JobTarget job, HashSet<string> seen)
    {
        // Such a job is started whatever became of those before it.
        if (job.Job.If is { } condition && (condition.Value.Contains("always()", StringComparison.Ordinal) || condition.Value.Contains("cancelled()", StringComparison.Ordinal)))
            return null;
        foreach (var need in job.Job.Needs.Where(need => seen.Add(need.Value)))
        {
            if (target.Jobs.FirstOrDefault(other => string.Equals(other.Id, need.Value, StringComparison.OrdinalIgnoreCase)) is not { } before)
                continue;
            if (before.Acts.Any(step => step.Traced.Runs != false && step.Publications.Any(IsImage)))
                return (need, before);
            if (Before(target, before, seen) is { } deeper)
                return (need, deeper.Image);
        }

        return null;
    }

    private static bool IsImage(PublishingAct.Publish publish) => publish.Channel == Channel.Image && !ImageName.Parse(publish.Address).Registry.KnownStart.StartsWith("localhost", StringComparison.Ordinal);
}
