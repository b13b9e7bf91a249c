using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;
using Xunit;

namespace Drayage.Tests.Workflows.Resolution;

/// <summary>Permissions and steps across the files of a repository.</summary>
public sealed class TokenAccessTests
{
    [Theory]
    [InlineData("", "", null)]
    [InlineData("permissions: {packages: write}", "", PermissionLevel.Write)]
    [InlineData("permissions: {packages: write}", "permissions: {contents: read}", PermissionLevel.None)]
    [InlineData("permissions: read-all", "", PermissionLevel.Read)]
    [InlineData("permissions: write-all", "", PermissionLevel.Write)]
    [InlineData("permissions: {}", "", PermissionLevel.None)]
    [InlineData("permissions: {}", "permissions: {packages: write}", PermissionLevel.Write)]
    public void The_job_decides_before_the_workflow(string ofWorkflow, string ofJob, PermissionLevel? level)
    {
        WorkflowRepository repository = Repository((".github/workflows/a.yml", $"on: push\n{ofWorkflow}\njobs:\n  j:\n    runs-on: x\n    {ofJob}\n    steps: []\n"));
        Assert.Equal(level, Assert.Single(Access(repository, "a", "j"))["packages"]);
    }

    [Fact]
    public void A_called_workflow_without_permissions_has_those_of_its_callers()
    {
        WorkflowRepository repository = Repository(
            (".github/workflows/called.yml", "on: workflow_call\njobs:\n  push:\n    runs-on: x\n    steps: []\n"),
            (".github/workflows/a.yml", "on: push\njobs:\n  one:\n    permissions: {packages: write}\n    uses: ./.github/workflows/called.yml\n"),
            (".github/workflows/b.yml", "on: push\npermissions: {contents: read}\njobs:\n  two:\n    uses: ./.github/workflows/called.yml\n"));
        Assert.Equal([PermissionLevel.Write, PermissionLevel.None], Access(repository, "called", "push").Select(access => access["packages"]));
        Assert.Equal(["one", "two"], Access(repository, "called", "push").Select(access => access.Calls.Single().Id.Value));
    }

    [Fact]
    public void A_called_workflow_that_nothing_here_calls_is_unknown() => Assert.Null(
        Assert.Single(Access(Repository((".github/workflows/called.yml", "on: workflow_call\njobs: {push: {runs-on: x, steps: []}}")), "called", "push"))["packages"]);

    [Fact]
    public void Workflows_that_call_each_other_come_to_an_end() => Assert.NotEmpty(Access(
        Repository((".github/workflows/a.yml", "on: [workflow_call, push]\njobs: {j: {uses: ./.github/workflows/a.yml}}")), "a", "j"));

    [Fact]
    public void Steps_of_composite_actions_run_in_the_job_with_its_inputs()
    {
        WorkflowRepository repository = Repository(
            (".github/workflows/a.yml", "on: push\nenv: {NAME: app}\njobs: {j: {runs-on: x, steps: [{uses: ./.github/actions/push, with: {tag: \"${{ env.NAME }}-1\"}}, {run: last}]}}"),
            (".github/actions/push/action.yml", "inputs: {tag: {}, host: {default: ghcr.io}}\nruns: {using: composite, steps: [{run: \"push ${{ inputs.host }}/${{ inputs.tag }}\"}]}"));
        Workflow workflow = repository.Workflows.Single();
        var steps = JobScope.Steps(repository, workflow, workflow.Jobs[0], JobScope.Of(workflow, ExpressionScope.Empty));
        Assert.Equal([null, "push ghcr.io/app-1", "last"], steps.Select(step => step.Step.Run is { } run ? step.Scope.Expand(run.Value).Value : null));
        Assert.Equal(".github/actions/push/action.yml", steps[1].Source.Path);
        Assert.Equal("./.github/actions/push", steps[1].Callers.Single().Uses!.Text.Value);
    }

    private static ImmutableArray<TokenAccess> Access(WorkflowRepository repository, string workflow, string job)
    {
        Workflow found = repository.Workflows.Single(one => one.Source.Path.EndsWith($"/{workflow}.yml", StringComparison.Ordinal));
        return TokenAccess.Of(repository, found, found.Job(job)!);
    }

    private static WorkflowRepository Repository(params (string Path, string Text)[] files) =>
        new(files.Select(file => WorkflowReader.Read(new SourceFile(file.Path, file.Text))));
}
