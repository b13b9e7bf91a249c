using Drayage.Workflows.Definitions;
using Drayage.Workflows.Linting.Rules.Guards;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Artifacts;

/// <summary>A pattern of artifacts catches files of another job, which are then published along.</summary>
internal sealed class ArtifactPatternRule : LintRule
{
    public override string Id => "artifact-pattern";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a pattern catches the artifacts of another job";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        var downloads = target.Jobs.SelectMany(job => Downloads(target, job)).ToArray();
        foreach (var download in downloads)
        {
            if (Unawaited(target, download) is { } unawaited)
                yield return Found(
                    target.Source,
                    download.Pattern.Place,
                    $"'{download.Pattern.Value}' catches the artifacts of job '{unawaited}', which job '{download.Job.Id}' does not wait for",
                    "whether they are there depends on which job is faster",
                    $"add '{unawaited}' to the needs of job '{download.Job.Id}', or name the artifact");
            else if (downloads.FirstOrDefault(other => IsAnotherChannel(download, other)) is { } rival)
                yield return Found(
                    target.Source,
                    download.Pattern.Place,
                    $"'{download.Pattern.Value}' of job '{download.Job.Id}' catches the same artifacts as '{rival.Pattern.Value}' of job '{rival.Job.Id}'",
                    $"they come from {string.Join(" and ", download.Sources.Select(source => $"'{source}'"))}, and the two jobs publish to different places",
                    "give the artifacts of each destination a name of their own");
        }
    }

    private static IEnumerable<Download> Downloads(LintTarget target, JobTarget job)
    {
        if (PublishingJob.Of(job)?.First is not { Channel: Channel.Python or Channel.Npm or Channel.NuGet or Channel.Crates or Channel.GitHubRelease } publish)
            yield break;
        foreach (var step in job.Steps.Where(step => step.Step.Uses?.Is("actions/download-artifact") == true))
        {
            if (step.Step.With.Find("pattern") is not { } pattern || step.Step.With.Find("run-id") is not null || step.Scope.Expand(pattern.Value).Value is not { } known || !known.Contains('*'))
                continue;
            var sources = target.Jobs.Where(other => ArtifactNames.UploadedBy(target, other).Any(name => ArtifactNames.Catches(known, name))).Select(other => other.Id).ToArray();
            yield return new Download(job, pattern, publish, sources);
        }
    }

    private static string? Unawaited(LintTarget target, Download download)
    {
        var awaited = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Collect(target, download.Job.Job, awaited);
        return download.Sources.FirstOrDefault(source => source != download.Job.Id && !awaited.Contains(source));
    }

    private static void Collect(LintTarget target, Job job, HashSet<string> awaited)
    {
        foreach (var need in job.Needs.Where(need => awaited.Add(need.Value)))
        {
            if (target.Workflow!.Job(need.Value) is { } before)
                Collect(target, before, awaited);
        }
    }

    // One job that builds for both is no mistake; two that build different things are.
    private static bool IsAnotherChannel(Download download, Download other) =>
        !ReferenceEquals(download, other)
        && download.Sources.Length > 1
        && download.Sources.SequenceEqual(other.Sources)
        && download.Publish.Channel == other.Publish.Channel
        && download.Publish.Channel != Channel.GitHubRelease
        && !download.Publish.Address.Equals(other.Publish.Address)
        && !IsTestIndex(download)
        && !IsTestIndex(other);

    private static bool IsTestIndex(Download download) => download.Publish.Address.ToString().Contains("test.pypi.org", StringComparison.Ordinal);

    private sealed record Download(JobTarget Job, ScalarText Pattern, PublishingAct.Publish Publish, string[] Sources);
}
