using System.Collections.Immutable;
using Drayage.Pipeline.Configuration.Automation;
using Drayage.Workflows.Generating.GitHub;
using Drayage.Workflows.Generating.GitLab;
using Drayage.Workflows.Generating.Marking;

namespace Drayage.Workflows.Generating;

/// <summary>Generates the CI workflows of a project. Pure: the same project gives the same files on every machine.</summary>
public static class WorkflowGenerator
{
    /// <summary>Every file that may be generated, relative to the repository.</summary>
    public static ImmutableArray<string> Paths { get; } = [ChangesWorkflow.Path, ReleaseWorkflow.Path, PublishWorkflow.Path, GitLabPipeline.Path];

    /// <exception cref="Model.ReleaseException">The configuration asks for what no job could do.</exception>
    public static ImmutableArray<GeneratedFile> Generate(GenerationSource source)
    {
        var files = ImmutableArray.CreateBuilder<GeneratedFile>();
        if (source.Workflows.For.Contains(WorkflowSettings.GitHub))
        {
            files.Add(new ChangesWorkflow(source).File());
            files.Add(new ReleaseWorkflow(source).File());
            if (source.HasPhase2)
                files.Add(new PublishWorkflow(source).File());
        }

        if (source.Workflows.For.Contains(WorkflowSettings.GitLab))
            files.Add(new GitLabPipeline(source).File());
        return files.ToImmutable();
    }

    /// <summary>What the files cannot bring about, for people.</summary>
    public static IEnumerable<string> Notes(GenerationSource source)
    {
        if (source.HasPhase2 && source.Workflows.For.Contains(WorkflowSettings.GitHub) && !new PublishWorkflow(source).IsStarted)
        {
            yield return "a release made in a workflow starts no other by itself: add a destination of kind github-dispatch, or start phase 2 by hand";
        }
    }
}
