using System.Collections.Immutable;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Linting.Rules.Guards;

/// <summary>A job that publishes, with the first act that does.</summary>
internal sealed record PublishingJob(JobTarget Job, StepActs Step, PublishingAct.Publish First)
{
    public static ImmutableArray<PublishingJob> In(LintTarget target) =>
        [.. target.Jobs.Select(Of).OfType<PublishingJob>()];

    /// <returns>Null for a job that publishes nothing.</returns>
    public static PublishingJob? Of(JobTarget job)
    {
        foreach (var step in job.Acts.Where(step => step.Traced.Runs != false))
        {
            if (step.Publications.FirstOrDefault(publish => publish.Channel != Channel.Http) is { } first)
                return new PublishingJob(job, step, first);
        }

        return null;
    }

    /// <summary>What it does, for messages.</summary>
    public string What => First.Channel switch
    {
        Channel.Image or Channel.Artifact => "pushes images",
        Channel.GitHubRelease => "makes a release",
        Channel.GitTag => "pushes a tag",
        Channel.Helm => "publishes a chart",
        var channel => $"publishes to {channel}",
    };
}
