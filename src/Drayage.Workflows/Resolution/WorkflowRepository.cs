using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Resolution;

/// <summary>The workflows and actions of one repository that were read, to follow <c>uses: ./…</c> among them.</summary>
public sealed class WorkflowRepository
{
    private readonly Dictionary<string, WorkflowFile> byPath;
    private readonly Func<string, string>? told;

    /// <param name="files">With forward slashes in their paths.</param>
    /// <param name="told">The path of a file as <paramref name="files"/> tell it, from that in the repository; null where these are the same.</param>
    public WorkflowRepository(IEnumerable<WorkflowFile> files, Func<string, string>? told = null)
    {
        this.told = told;
        Files = [.. files.OrderBy(file => file.Source.Path, StringComparer.Ordinal)];
        byPath = Files.DistinctBy(file => file.Source.Path).ToDictionary(file => file.Source.Path, StringComparer.Ordinal);
        Workflows = [.. Files.Select(file => file.Workflow).OfType<Workflow>()];
        Actions = [.. Files.Select(file => file.Action).OfType<ActionDefinition>()];
    }

    /// <summary>By path.</summary>
    public ImmutableArray<WorkflowFile> Files { get; }

    public ImmutableArray<Workflow> Workflows { get; }

    public ImmutableArray<ActionDefinition> Actions { get; }

    /// <summary>One file alone, for text that is of no repository.</summary>
    public static WorkflowRepository Of(string path, string text) => new([WorkflowReader.Read(new SourceFile(path, text))]);

    /// <summary>The same repository with other contents of some files.</summary>
    /// <param name="changed">By path.</param>
    public WorkflowRepository With(IReadOnlyDictionary<string, WorkflowFile> changed) =>
        new(Files.Select(file => changed.GetValueOrDefault(file.Source.Path, file)), told);

    /// <summary>The action that <c>uses: ./folder</c> names.</summary>
    /// <returns>Null where it is not of this repository or could not be read.</returns>
    public ActionDefinition? Action(ActionReference? reference)
    {
        if (reference is not ActionReference.Local local || Normal(local.Path) is not { } folder)
            return null;
        return (Find($"{folder}/action.yml".TrimStart('/')) ?? Find($"{folder}/action.yaml".TrimStart('/')))?.Action;
    }

    /// <summary>The workflow that a job's <c>uses: ./.github/workflows/x.yml</c> names.</summary>
    /// <returns>Null where it is not of this repository or could not be read.</returns>
    public Workflow? Workflow(ActionReference? reference) =>
        reference is ActionReference.Local local && Normal(local.Path) is { } path ? Find(path)?.Workflow : null;

    /// <summary>The jobs of this repository that call a workflow, each with the workflow that it stands in.</summary>
    public IEnumerable<(Workflow Caller, Job Job)> CallersOf(Workflow called) =>
        from workflow in Workflows
        from job in workflow.Jobs
        where ReferenceEquals(Workflow(job.Uses), called)
        select (workflow, job);

    private WorkflowFile? Find(string path) => byPath.GetValueOrDefault(told?.Invoke(path) ?? path);

    // Below the root only: '..' leads out of the repository or needs the runner's place.
    private static string? Normal(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return parts.Contains("..") ? null : string.Join('/', parts);
    }
}
