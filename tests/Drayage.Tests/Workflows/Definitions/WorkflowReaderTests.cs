using Drayage.Workflows.Definitions;
using Drayage.Workflows.Reading;
using Xunit;

namespace Drayage.Tests.Workflows.Definitions;

public sealed class WorkflowReaderTests
{
    private const string Release = """
        name: Release
        on:
          push:
            tags: ['v*']
            branches-ignore: gh-pages
          workflow_call:
            inputs:
              version: {type: string, required: true, default: "1.0"}
            outputs:
              digest: {value: "${{ jobs.image.outputs.digest }}"}
        permissions:
          contents: read
        env: {REGISTRY: ghcr.io}
        defaults:
          run: {shell: bash, working-directory: src}
        concurrency: release
        jobs:
          image:
            runs-on: [self-hosted, linux]
            environment: {name: production, url: https://example.com}
            permissions: {packages: write, contents: read}
            timeout-minutes: 30
            strategy:
              fail-fast: false
              matrix:
                arch: [amd64, arm64]
                include:
                  - arch: amd64
                    runner: big
            steps:
              - uses: actions/checkout@v4
              - name: Build
                run: |
                  docker build .
                env:
                  TAG: ${{ github.ref_name }}
              - uses: ./.github/actions/push
              - uses: docker://alpine:3.20
          call:
            needs: image
            uses: octo/workflows/.github/workflows/x.yml@0123456789012345678901234567890123456789
            secrets: inherit
            with: {tag: a}
        """;

    [Fact]
    public void A_workflow_is_read_in_full()
    {
        Workflow workflow = WorkflowReader.Read(new SourceFile(".github/workflows/release.yml", Release)).Workflow!;
        Assert.Equal("Release", workflow.Title);
        Assert.Equal(["push", "workflow_call"], workflow.Triggers.Select(trigger => trigger.Event));
        Assert.Equal("v*", Assert.Single(workflow.Trigger("push")!.Tags).Value);
        Assert.Equal("gh-pages", Assert.Single(workflow.Trigger("push")!.BranchesIgnored).Value);
        InputDefinition input = Assert.Single(workflow.Trigger("workflow_call")!.Inputs);
        Assert.Equal(("version", "string", true, "1.0"), (input.Name.Value, input.Type, input.IsRequired, input.Default?.Value));
        Assert.Equal("${{ jobs.image.outputs.digest }}", workflow.Trigger("workflow_call")!.Outputs.Find("digest")?.Value);
        Assert.Equal("ghcr.io", workflow.Env.Find("registry")?.Value);
        Assert.Equal(("bash", "src"), (workflow.Defaults.Shell?.Value, workflow.Defaults.WorkingDirectory?.Value));
        Assert.Equal("release", workflow.Concurrency?.Group?.Value);

        Job image = workflow.Job("image")!;
        Assert.Equal(["self-hosted", "linux"], image.RunsOn.Select(label => label.Value));
        Assert.Equal("production", image.Environment?.Name?.Value);
        Assert.Equal(PermissionLevel.Write, image.Permissions!["packages"]);
        Assert.Equal(PermissionLevel.None, image.Permissions["id-token"]);
        Assert.Equal("30", image.TimeoutMinutes?.Value);
        Assert.Equal("false", image.Strategy?.FailFast?.Value);
        Assert.Equal("arch", Assert.Single(image.Strategy!.Matrix!.Axes).Key.Value);
        Assert.NotNull(image.Strategy.Matrix.Include);

        Assert.True(image.Steps[0].Uses!.Is("actions/checkout"));
        Assert.Equal(4, ((ActionReference.Remote)image.Steps[0].Uses!).Major);
        Assert.Equal("docker build .\n", image.Steps[1].Run?.Value);
        Assert.Equal("${{ github.ref_name }}", image.Steps[1].Env.Find("TAG")?.Value);
        Assert.Equal("./.github/actions/push", ((ActionReference.Local)image.Steps[2].Uses!).Path);
        Assert.Equal("alpine:3.20", ((ActionReference.Image)image.Steps[3].Uses!).Reference);

        Job call = workflow.Job("call")!;
        var called = Assert.IsType<ActionReference.Remote>(call.Uses);
        Assert.Equal(("octo/workflows/.github/workflows/x.yml", true), (called.FullName, called.IsPinned));
        Assert.True(call.InheritsSecrets);
        Assert.Equal("a", call.With.Find("tag")?.Value);
        Assert.Equal("image", Assert.Single(call.Needs).Value);
    }

    [Fact]
    public void Every_value_knows_its_line()
    {
        Workflow workflow = WorkflowReader.Read(new SourceFile(".github/workflows/release.yml", Release)).Workflow!;
        Job image = workflow.Job("image")!;
        Assert.Equal(18, image.Id.Place.Line);
        Assert.Equal((32, 9), (image.Steps[1].Place.Line, image.Steps[1].Place.Column));
        Assert.Equal((34, 11), (image.Steps[1].Run!.PlaceOf(0, 6).Line, image.Steps[1].Run!.PlaceOf(0, 6).Column));
    }

    [Theory]
    [InlineData("on: push", "the workflow has no 'jobs'")]
    [InlineData("jobs: {a: {runs-on: x, steps: []}}", "the workflow names no event under 'on'")]
    [InlineData("on: push\njobs: {a: {runs-on: x}}", "job 'a' has neither 'steps' nor 'uses'")]
    [InlineData("on: push\njobs: {a: {steps: []}}", "job 'a' has steps but no 'runs-on'")]
    [InlineData("on: push\njobs: {a: x}", "job 'a' must be a mapping")]
    [InlineData("# all of it is commented out", "the file holds nothing")]
    public void What_no_workflow_looks_like_is_told(string yaml, string message) =>
        Assert.Equal(message, Assert.Single(WorkflowReader.Read(new SourceFile("x.yml", yaml)).Problems).Message);

    [Fact]
    public void A_composite_action_is_read()
    {
        ActionDefinition action = WorkflowReader.Read(new SourceFile("push/action.yml", """
            name: Push
            inputs:
              tag: {default: latest}
            outputs:
              digest: {value: "${{ steps.a.outputs.digest }}"}
            runs:
              using: composite
              steps:
                - id: a
                  run: docker push x
                  shell: bash
            """)).Action!;
        Assert.Equal("composite", action.Using?.Value);
        Assert.Equal("latest", Assert.Single(action.Inputs).Default?.Value);
        Assert.Equal("docker push x", Assert.Single(action.Steps).Run?.Value);
        Assert.Equal("digest", Assert.Single(action.Outputs).Name.Value);
    }
}
